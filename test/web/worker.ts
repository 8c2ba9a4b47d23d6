import { type DType, Explainer, type Progress, RegardError, type Tensor, type TypedArray } from "regard";
import {
  type BackendOptions,
  type BuiltInNetwork,
  type Fetchable,
  fetchBuiltIn,
  fetchModel,
  type GivenFile,
  isCached,
  openModel,
  readPicture,
  type WebBackend,
  webBackend,
} from "regard/web";
import { gradientOf, visualizationOf } from "./questions.js";

// A worker as a page would have one: each message is a task, each answer its result.

let backend: WebBackend | null = null;

const opened = async (files: readonly GivenFile[], options: BackendOptions): Promise<Explainer> => {
  backend ??= webBackend(options);
  return new Explainer(await openModel(files), backend);
};

const builtIn = async (name: BuiltInNetwork, options: BackendOptions): Promise<Explainer> =>
  opened(await fetchBuiltIn(name, "/networks"), options);

const bytesAt = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

/** A tensor on its way from the test. */
export interface Plain {
  readonly dtype: DType;
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

const typed = ({ dtype, dims, data }: Plain): Tensor<TypedArray> => {
  if (dtype === "int64") return { dtype, dims, data: BigInt64Array.from(data, BigInt) };
  const array = dtype === "float32" ? Float32Array : dtype === "int8" ? Int8Array : Uint8Array;
  return { dtype, dims, data: array.from(data) };
};

const tasks = {
  async gradient(name: BuiltInNetwork, options: BackendOptions = {}) {
    const explainer = await builtIn(name, options);
    const gradient = await gradientOf(explainer);
    const again = await gradientOf(explainer);
    await explainer.close();
    return { gradient, again, runtime: explainer.runtime };
  },
  async visualization(name: BuiltInNetwork, options: BackendOptions = {}) {
    const explainer = await builtIn(name, options);
    const picture = await visualizationOf(explainer);
    await explainer.close();
    return picture;
  },
  async picture(url: string, name: string) {
    return readPicture(new Blob([await bytesAt(url)]), { name });
  },
  /** The model among files served at `urls`, asked for a gradient. */
  async model(urls: readonly string[], options: BackendOptions = {}) {
    const files = await Promise.all(urls.map(async (path) => ({ path, bytes: await bytesAt(path) })));
    const explainer = await opened(files, options);
    const gradient = await gradientOf(explainer);
    const { name, labels, notes } = explainer.model;
    await explainer.close();
    return { gradient, name, labels, notes };
  },
  /** The outputs of a graph. */
  async run(graph: readonly number[], feeds: Readonly<Record<string, Plain>>, options: BackendOptions = {}) {
    backend ??= webBackend(options);
    const session = await backend.create({ graph: Uint8Array.from(graph), weights: null });
    try {
      const fed = Object.entries(feeds).map(([name, tensor]) => [name, typed(tensor)] as const);
      const outputs = await session.run(Object.fromEntries(fed));
      return Object.values(outputs).map(({ dims, data }) => ({
        dims,
        data: Float64Array.from(data as Float32Array, Number),
      }));
    } finally {
      await session.release();
    }
  },
  /** A model by its pinned addresses: how much of it came, and whether it is kept. */
  async fetched(model: Fetchable, options: { readonly abortAt?: number } = {}) {
    const controller = new AbortController();
    const progress: Progress[] = [];
    const file = await fetchModel(model, {
      signal: controller.signal,
      onProgress(step) {
        progress.push(step);
        if (step.done >= (options.abortAt ?? Number.POSITIVE_INFINITY)) controller.abort();
      },
    });
    return { name: file.name, size: file.size, progress, isKept: await isCached(model) };
  },
  /** Puts other bytes where the cache keeps a model. */
  async spoil({ sha256 }: Pick<Fetchable, "sha256">) {
    const cache = await caches.open("regard-models");
    for (const key of await cache.keys())
      if (key.url.includes(sha256)) await cache.put(key, new Response("spoiled"));
  },
  isOver: () => backend?.isOver ?? false,
};

/** What is asked of the worker. */
export type Tasks = typeof tasks;

let last: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<{ task: keyof Tasks; given: readonly unknown[] }>) => {
  last = last.then(() => answer(data.task, data.given));
});

async function answer(task: keyof Tasks, given: readonly unknown[]): Promise<void> {
  try {
    const work = tasks[task] as (...given: readonly unknown[]) => unknown;
    postMessage({ result: await work(...given) });
  } catch (error) {
    const { message, stack } = error as Error;
    const isForPeople = error instanceof RegardError;
    const kind = isForPeople ? error.kind : "not for people";
    postMessage({ error: { kind, message: isForPeople ? message : `${message} ${stack}` } });
  }
}
