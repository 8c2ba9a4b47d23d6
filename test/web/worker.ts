import { Explainer, RegardError } from "regard";
import {
  type BackendOptions,
  type BuiltInNetwork,
  fetchBuiltIn,
  type GivenFile,
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
