import { type Backend, Explainer, type Model } from "regard";
import { fetchBuiltIn, type GivenFile, openModel, webBackend } from "regard/web";
import { breathing } from "./breathing.js";
import type { Hand } from "./hand.js";
import { part } from "./part.js";
import { beside } from "./place.js";
import type { Loading } from "./protocol.js";
import { type BroughtFile, keyOf, type NetworkSource } from "./sources.js";

/** Networks that are kept open, the ones asked for last. */
const most = 3;
const opened = new Map<string, Promise<Explainer>>();

/** The network, opened now or before. */
export function explainerOf(source: NetworkSource, hand: Hand<Loading>): Promise<Explainer> {
  const key = keyOf(source);
  const known = opened.get(key);
  const explainer = known ?? open(source, hand);
  opened.delete(key);
  opened.set(key, explainer);
  // A failure is told to whoever asked; the next one may try again.
  explainer.catch(() => opened.delete(key));
  if (opened.size > most) closeFirst();
  return explainer;
}

async function open(source: NetworkSource, hand: Hand<Loading>): Promise<Explainer> {
  return new Explainer(await modelOf(source, hand), backendOn(source.runtime ?? "wasm"));
}

async function modelOf(source: NetworkSource, hand: Hand<Loading>): Promise<Model> {
  if (source.kind === "built-in") return openModel(await fetchBuiltIn(source.name, beside("networks/")));
  if (source.kind === "files") return openModel(await Promise.all(source.files.map(given)));
  const { openPublished } = await part(import("./published.js"));
  return openPublished(source.name, hand);
}

/** A file under its path; one that knows its path itself is left where it is. */
async function given({ path, file }: BroughtFile): Promise<GivenFile> {
  if (path === (file.webkitRelativePath || file.name)) return file;
  return { path, bytes: new Uint8Array(await file.arrayBuffer()) };
}

const backends = new Map<string, Backend>();

/** One runtime of each kind for all networks; its own files lie beside the page. */
function backendOn(provider: "wasm" | "webgpu"): Backend {
  const backend = backends.get(provider) ?? breathing(webBackend({ provider, wasmPaths: beside("ort/") }));
  backends.set(provider, backend);
  return backend;
}

function closeFirst(): void {
  const [first] = opened;
  if (!first) return;
  const [key, explainer] = first;
  opened.delete(key);
  explainer.then((each) => each.close());
}
