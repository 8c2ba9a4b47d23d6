import { RegardError, throwIfCancelled } from "../errors.js";
import type { BuiltInNetwork } from "../model/built-in.js";
import { configFile, preprocessorFile } from "../model/model-folder.js";
import type { GivenFile } from "./given-file.js";

/**
 * The files of a network that comes with the package, for `openModel`; `base` is where the page serves the package's folder
 * `bestiary/networks`. Throws `RegardError("file")` where one is not there.
 */
export async function fetchBuiltIn(
  name: BuiltInNetwork,
  base: URL | string,
  signal?: AbortSignal,
): Promise<GivenFile[]> {
  const folder = new URL(`${name}/`, new URL(`${base}`.replace(/\/?$/, "/"), location.href));
  const files = ["onnx/model.onnx", configFile, preprocessorFile];
  return Promise.all(
    files.map(async (file) => ({
      path: `${name}/${file}`,
      bytes: await fetchBytes(new URL(file, folder), signal),
    })),
  );
}

async function fetchBytes(url: URL, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await fetch(url, { signal: signal ?? null });
    if (!answer.ok) throw new Error(`the server answers ${answer.status} ${answer.statusText}`.trimEnd());
    return new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    throwIfCancelled(signal);
    throw new RegardError(
      "file",
      `${url} cannot be read: ${(cause as Error).message}; is the page still online?`,
      {
        cause,
      },
    );
  }
}
