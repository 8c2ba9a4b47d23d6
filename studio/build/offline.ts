import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const script = "service-worker.js";

/** Tells the service worker which files the page consists of, and makes another version of it whenever one changes. */
export function offline(): Plugin {
  return {
    name: "regard-offline",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle[script];
        if (worker?.type !== "chunk") throw new Error(`${script} has not been built`);
        const parts = Object.values(bundle).filter(
          ({ fileName }) => fileName !== script && !fileName.endsWith(".map"),
        );
        const hash = createHash("sha256");
        for (const part of parts)
          hash.update(part.fileName).update(part.type === "chunk" ? part.code : part.source);
        const studio = {
          version: hash.digest("hex").slice(0, 16),
          // What only WebGPU needs is large, and comes when somebody asks for it.
          files: parts.map(({ fileName }) => fileName).filter((file) => !/\.(jspi|asyncify)\./.test(file)),
        };
        worker.code = `const STUDIO = ${JSON.stringify(studio)};\n${worker.code}`;
      },
    },
  };
}
