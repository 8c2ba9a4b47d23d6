// Keeps the page for the times without a network, and gives it the headers that threads need where its host cannot.

declare const self: ServiceWorkerGlobalScope;

/** Every file of the page, and the version that they make together; the build writes both. */
declare const STUDIO: { readonly version: string; readonly files: readonly string[] };

const kept = `studio ${STUDIO.version}`;
const home = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(home)) event.respondWith(answer(event.request));
});

/** All files or none: half a page is no page. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(kept);
  await cache.addAll([home, ...STUDIO.files.map((file) => new URL(file, home).href)]);
}

/** Forgets older versions, which no page uses any more, and serves the page that is open already. */
async function begin(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("studio ") && name !== kept);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  const found = await cache.match(request, { ignoreSearch: true });
  return isolated(found ?? (await fetch(request)));
}

/** The same answer with the headers of a page that is isolated from others. */
function isolated(response: Response): Response {
  // What is opaque, a redirect of a navigation too, cannot be written anew; what was redirected must be, to open as a page.
  if (response.status === 0) return response;
  const { status, statusText, body } = response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  return new Response(body, { status, statusText, headers });
}
