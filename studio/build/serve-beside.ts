import type { Plugin } from "vite";
import { beside } from "./beside.js";

const types: Readonly<Record<string, string>> = {
  json: "application/json",
  mjs: "text/javascript",
  wasm: "application/wasm",
  webp: "image/webp",
};

/** Writes what lies beside the page when it is built, and serves it while it is developed. */
export function besidePage(): Plugin {
  return {
    name: "regard-beside",
    async generateBundle() {
      const files = await Promise.all(
        beside.map(async ({ path, content }) => ({ path, source: await content() })),
      );
      for (const { path, source } of files) this.emitFile({ type: "asset", fileName: path, source });
    },
    configureServer({ middlewares }) {
      middlewares.use(async (request, response, next) => {
        const path = new URL(request.url ?? "/", "http://page").pathname.slice(1);
        const file = beside.find((each) => each.path === path);
        if (!file) return next();
        response.setHeader("Content-Type", types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream");
        response.end(await file.content());
      });
    },
  };
}
