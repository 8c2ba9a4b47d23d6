import { existsSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedStudio, serveStudio } from "../../src/node/studio.js";

const isBuilt = existsSync(fileURLToPath(new URL("../../studio/dist/index.html", import.meta.url)));

describe.skipIf(!isBuilt)(`the studio's server${isBuilt ? "" : " (skipped: npm run studio:build)"}`, () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await serveStudio(0);
  });
  afterAll(() => studio?.close());

  /** Sends the path as it is, which `fetch` would tidy first. */
  const status = (path: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(studio.url);
      request({ hostname, port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });

  it("serves the page, the runtime and the networks, isolated and with their types", async () => {
    const types = {
      "": "text/html; charset=utf-8",
      "service-worker.js": "text/javascript; charset=utf-8",
      "ort/ort-wasm-simd-threaded.wasm": "application/wasm",
      "networks/bestiary/onnx/model.onnx": "application/octet-stream",
      "pictures/butterfly.webp": "image/webp",
    };
    for (const [path, type] of Object.entries(types)) {
      const answer = await fetch(studio.url + path);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 200, type]);
      expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(answer.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(Number(answer.headers.get("content-length"))).toBe((await answer.arrayBuffer()).byteLength);
    }
  });

  it.each([
    "/../package.json",
    "/%2e%2e/%2e%2e/package.json",
    "/networks/../../../package.json",
    "/ort/..%2f..%2fpackage.json",
    "/%00",
    "/%",
    "/assets",
    "/networks/",
    "//",
    "//:x",
    "http://[",
  ])("gives nothing for %s", async (path) => {
    expect(await status(path)).toBe(404);
  });

  it("answers to this machine's name only, and to reading only", async () => {
    expect(await status("/", { host: "somebody.example" })).toBe(403);
    expect((await fetch(studio.url, { method: "POST" })).status).toBe(405);
  });

  it("sends nothing again that has not changed", async () => {
    const first = await fetch(studio.url);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).not.toBe("");
    expect(await status("/", { "if-none-match": tag })).toBe(304);
  });

  it("says so where the port is taken", async () => {
    await expect(serveStudio(Number(new URL(studio.url).port))).rejects.toThrow(/port \d+ cannot be used/);
  });
});
