import { type Backend, Explainer } from "regard";
import { fetchBuiltIn, openModel, webBackend } from "regard/web";
import { breathing } from "./breathing.js";
import type { Hand } from "./hand.js";
import { beside } from "./place.js";
import type { Loading } from "./protocol.js";
import { keyOf, type NetworkSource } from "./sources.js";

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

async function open(source: NetworkSource, _hand: Hand<Loading>): Promise<Explainer> {
  const files =
    source.kind === "built-in"
      ? await fetchBuiltIn(source.name, beside("networks/"))
      : await Promise.all(source.files.map(async ({ path, file }) => ({ path, bytes: await file.bytes() })));
  return new Explainer(await openModel(files), theBackend());
}

let backend: Backend | null = null;

/** One runtime for all networks; its own files lie beside the page. */
function theBackend(): Backend {
  backend ??= breathing(webBackend({ wasmPaths: beside("ort/") }));
  return backend;
}

function closeFirst(): void {
  const [first] = opened;
  if (!first) return;
  const [key, explainer] = first;
  opened.delete(key);
  explainer.then((each) => each.close());
}
