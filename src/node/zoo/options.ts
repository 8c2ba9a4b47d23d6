import type { Progress } from "../../backend.js";
import type { ZooEntry } from "../../model/zoo/entry.js";
import type { Fetchable } from "../../model/zoo/pinned.js";
import { zoo } from "../../model/zoo/zoo.js";
import { cacheFolder, isOffline } from "./cache-folder.js";
import { realWorld, type World } from "./world.js";

/** How a model that is asked for by name or address gets here. */
export interface FetchOptions {
  /** Where downloaded models lie; `REGARD_CACHE` or the system's place for caches unless told otherwise. */
  readonly cache?: string | undefined;
  /** Never touches the network; also with `REGARD_OFFLINE=1`. */
  readonly offline?: boolean | undefined;
  /** Asked before a download; without it nothing is downloaded. */
  readonly allow?: ((model: Fetchable) => Promise<boolean>) | undefined;
  /** Told how far a download is; `what` says of which model. */
  readonly onDownload?: ((what: string, progress: Progress) => void) | undefined;
  /** Told what a person should know, in a sentence. */
  readonly onNotice?: ((notice: string) => void) | undefined;
  /** Stops a download; what has come stays, and the next one goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** The models that have names; the built-in zoo unless told otherwise. */
  readonly entries?: readonly ZooEntry[] | undefined;
  /** For tests: another network or disk. */
  readonly world?: World | undefined;
}

/** The same with everything decided. */
export function settled(options: FetchOptions) {
  return {
    ...options,
    cache: options.cache ?? cacheFolder(),
    offline: options.offline === true || isOffline(),
    entries: options.entries ?? zoo,
    world: options.world ?? realWorld,
  };
}

export type Settled = ReturnType<typeof settled>;
