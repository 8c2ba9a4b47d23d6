import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const networks = join(root, "bestiary/networks");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** What a page that explains has to allow, and nothing else. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' https:; img-src data:";

/** A site with the test's worker, bundled as a user would, and with the built-in networks. */
export interface Site {
  readonly url: string;
  /** Adds a file to the site. */
  put(path: string, content: Uint8Array | string): void;
  close(): Promise<void>;
}

/** `isolated` sends the headers that give a page shared memory. */
export async function openSite({ isolated }: { readonly isolated: boolean }): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "regard-web-"));
  await build({
    root: here,
    configFile: join(root, "vitest.config.ts"),
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
    },
    worker: { format: "es" },
  });
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    const file = path.startsWith("/networks/")
      ? join(networks, path.slice("/networks".length))
      : join(folder, path === "/" ? "index.html" : path);
    response.setHeader("Content-Security-Policy", policy);
    if (isolated) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    try {
      const content = readFileSync(file);
      response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    put: (path, content) => writeFileSync(join(folder, path), content),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
