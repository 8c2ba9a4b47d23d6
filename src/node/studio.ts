import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { RegardError } from "../errors.js";
import { reason } from "./reason.js";

/** A studio that is being served. */
export interface ServedStudio {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".onnx": "application/octet-stream",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
};

/** Threads need a page that is isolated from others; the rest says again what the page says of itself. */
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

const inPackage = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Serves the studio, the page that `npm run studio:build` makes, on this machine alone. Throws `RegardError("file")` where the page
 * has not been built or its runtime is not installed, `"usage"` where the port is taken or may not be used; port 0 is any that is free.
 */
export async function serveStudio(port: number): Promise<ServedStudio> {
  const page = inPackage("studio/dist");
  if (!(await isFile(join(page, "index.html")))) {
    throw new RegardError("file", `${page} has no page; make it with \`npm run studio:build\``);
  }
  const roots = await folders(page);
  const server = createServer((request, response) => {
    answer(request, response, roots).catch(() => response.destroy());
  });
  await listen(server, port);
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where files are looked for: under each prefix the folders in turn. The package leaves out what it has elsewhere. */
async function folders(page: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const runtime = runtimeFolder();
  const real = (paths: string[]): Promise<string[]> =>
    Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return new Map([
    ["networks/", await real([join(page, "networks"), inPackage("bestiary/networks")])],
    ["ort/", await real([join(page, "ort"), runtime])],
    ["", await real([page])],
  ]);
}

/** Where the page's runtime lies; people may have installed the package without it. */
function runtimeFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  } catch (cause) {
    const what = "the studio needs onnxruntime-web, which cannot be found";
    throw new RegardError("file", `${what}; install it with \`npm install onnxruntime-web\``, { cause });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        new RegardError("usage", `port ${port} cannot be used: ${reason(cause)}; name another`, { cause }),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function answer(
  { method, url, headers: { host, "if-none-match": known } }: IncomingMessage,
  response: ServerResponse,
  roots: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const end = (status: number): void => void response.writeHead(status, headers).end();
  if (method !== "GET" && method !== "HEAD") return end(405);
  // A name that somebody makes point to this machine is not this machine.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? "")) return end(403);
  const path = await find(url ?? "/", roots);
  if (path === null) return end(404);
  const { size, mtimeMs } = await stat(path);
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  if (known === tag) return end(304);
  const type = types[extname(path)] ?? "application/octet-stream";
  response.writeHead(200, { ...headers, ETag: tag, "Content-Type": type, "Content-Length": size });
  if (method === "HEAD") response.end();
  else
    createReadStream(path)
      .on("error", () => response.destroy())
      .pipe(response);
}

/** The file that an address names, never one outside of the folders, not by a link either; `null` where there is none. */
async function find(url: string, roots: ReadonlyMap<string, readonly string[]>): Promise<string | null> {
  const asked = pathOf(url);
  if (asked === null || asked.includes("\0")) return null;
  for (const [prefix, folders] of roots) {
    if (!asked.startsWith(prefix)) continue;
    for (const folder of folders) {
      const path = await realpath(join(folder, asked.slice(prefix.length))).catch(() => null);
      if (path?.startsWith(folder + sep) && (await isFile(path))) return path;
    }
  }
  return null;
}

/** The path of an address, without the slash that it begins with; `null` where it is none, as `//` is. */
function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url, "http://studio").pathname).slice(1) || "index.html";
  } catch {
    return null;
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
