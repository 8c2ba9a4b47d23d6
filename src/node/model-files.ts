import type { Stats } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { nearest, RegardError } from "../errors.js";
import { builtInNetworks, isBuiltIn } from "../model/built-in.js";
import { configFile, isNetwork, networkAmong, networkName, preprocessorFile } from "../model/model-folder.js";
import type { ZooEntry } from "../model/zoo/entry.js";
import { zoo } from "../model/zoo/zoo.js";
import { builtInFolder } from "./built-in.js";
import { readFailure } from "./files.js";
import { allocateShared } from "./shared.js";
import { WeightFolder } from "./weight-folder.js";
import { findPinned } from "./zoo/find.js";
import type { FetchOptions } from "./zoo/options.js";

/** Where the parts of a model lie. */
export interface ModelFiles {
  /** What people call it: the folder's name, or the file's without its ending. */
  readonly name: string;
  /** The ONNX file. */
  readonly onnx: string;
  /** `config.json`, which may name the classes; `null` where there is none. */
  readonly config: string | null;
  readonly preprocessor: string | null;
  /** What the zoo knows of it, which stands for the two files; `null` for a model of one's own. */
  readonly entry: ZooEntry | null;
}

/**
 * The files of the model `asked` for: the name of a built-in network, a name of the zoo or an address `https://…#sha256=…`
 * (both downloaded where they are not in the cache, if `options.allow` agrees), a folder in the layout of the Hugging Face
 * hub (`config.json`, `preprocessor_config.json`, `onnx/model.onnx`, `model.onnx` or one ONNX file of another name), or an ONNX
 * file, with those two where they lie beside it or it lies in `onnx/` beside them. A folder with the name of a network is
 * `./NAME`. Throws `RegardError("file")` where there is nothing, or no ONNX file in the folder or several and none of them in its
 * place, and what `fetchModel` throws.
 */
export async function findModel(asked: string, options: FetchOptions = {}): Promise<ModelFiles> {
  const entries = options.entries ?? zoo;
  const pinned = isBuiltIn(asked) ? null : findPinned(asked, entries);
  if (pinned) {
    const { model, entry } = pinned;
    const { fetchModel } = await import("./zoo/fetch-model.js");
    const onnx = await fetchModel(model, options);
    return { name: entry?.name ?? model.name, onnx, config: null, preprocessor: null, entry };
  }
  const path = isBuiltIn(asked) ? builtInFolder(asked) : asked;
  const found = await stat(path).catch(async (cause: NodeJS.ErrnoException) => {
    const { kind, message } = await readFailure("model", path, cause);
    const hint = cause.code === "ENOENT" ? meant(asked, entries) : "";
    throw new RegardError(kind, `${message}${hint}`, { cause });
  });
  // Opening a pipe would wait for whoever writes into it.
  if (!found.isDirectory() && !found.isFile()) {
    throw new RegardError("file", `the model ${path} cannot be read: it is not a file`);
  }
  if (found.isFile()) return fromFile(path);
  return {
    name: basename(resolve(path)),
    onnx: await networkIn(path),
    ...(await configsIn(path)),
    entry: null,
  };
}

/** An ONNX file with what lies beside it: `config.json` and its like, or in its folder's folder if it is in `onnx/`. */
async function fromFile(path: string): Promise<ModelFiles> {
  const own = dirname(resolve(path));
  const folder = basename(own) === "onnx" ? dirname(own) : own;
  const configs = await configsIn(folder);
  const isConfigured = configs.config !== null || configs.preprocessor !== null;
  return {
    name: networkName(basename(path), basename(folder), isConfigured),
    onnx: path,
    ...configs,
    entry: null,
  };
}

async function configsIn(folder: string): Promise<Pick<ModelFiles, "config" | "preprocessor">> {
  const [config = null, preprocessor = null] = await Promise.all(
    [configFile, preprocessorFile].map((name) => existing(join(folder, name))),
  );
  return { config, preprocessor };
}

const existing = async (path: string): Promise<string | null> =>
  (await stat(path).catch(() => null))?.isFile() ? path : null;

async function networkIn(folder: string): Promise<string> {
  const inFull = (path: string): string => join(folder, path);
  return inFull(networkAmong(await networksIn(folder), folder, inFull));
}

/** What a name that is none may have meant; a path says for itself what it is. */
function meant(asked: string, entries: readonly ZooEntry[]): string {
  if (/[/\\]|\.onnx$/i.test(asked)) return "";
  const near = nearest(asked, [...builtInNetworks, ...entries.map(({ name }) => name)], 3);
  const builtIn = builtInNetworks.join(", ");
  return `; nearest names: ${near.join(", ")}; built in are ${builtIn}, and regard models lists the others`;
}

/** All ONNX files of a folder and of `onnx/` in it, by their paths in the folder. */
async function networksIn(folder: string): Promise<string[]> {
  const listed = await Promise.all(
    ["", "onnx/"].map(async (part) => {
      const names = await readdir(join(folder, part)).catch(() => []);
      const paths = names.filter(isNetwork).map((name) => `${part}${name}`);
      const isThere = await Promise.all(paths.map((path) => existing(join(folder, path))));
      return paths.filter((_, i) => isThere[i] !== null);
    }),
  );
  return listed.flat();
}

/**
 * The bytes of a file, in memory that the backend's worker reads without a copy. Throws `RegardError("file")` where it
 * cannot be read.
 */
export async function readModelBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = allocateShared(sizeOf(await file.stat()));
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, chunk), at);
        if (bytesRead === 0) throw new Error("it became shorter while it was read");
        at += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw await readFailure("model", path, cause);
  }
}

/** One call of the system reads no more than 2 GiB. */
const chunk = 1 << 30;

function sizeOf(stats: Stats): number {
  if (stats.isFile()) return stats.size;
  throw new Error(stats.isDirectory() ? "it is a folder" : "it is not a file");
}

/**
 * Gives the bytes of the files with weights that lie beside an ONNX file. A model is a stranger's: only plain files inside its
 * own folder are opened, whatever their names, `..` and links say, or the blobs of the same repository in a cache of the
 * Hugging Face hub. Throws `RegardError("file")` otherwise.
 */
export function weightsBeside(onnx: string): (location: string) => Uint8Array {
  const folder = new WeightFolder(dirname(resolve(onnx)));
  return (location) => folder.read(location);
}
