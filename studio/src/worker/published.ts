import { type Model, type Progress, RegardError, zoo } from "regard";
import { fetchModel, hostOf, isCached, openModel } from "regard/web";
import type { Hand } from "./hand.js";
import type { Loading, PublishedNetwork } from "./protocol.js";

/** The networks that can be downloaded by name. */
export const publishedNetworks = (): Promise<PublishedNetwork[]> =>
  Promise.all(
    zoo.map(async (entry) => {
      const { name, bytes, urls, license, top1, use } = entry;
      const host = hostOf(urls[0] ?? "");
      return { name, bytes, host, license, top1, use, isKept: await isCached(entry) };
    }),
  );

/** A published network, from this browser's cache or from where it is published. */
export async function openPublished(name: string, { signal, say }: Hand<Loading>): Promise<Model> {
  const entry = zoo.find((each) => each.name === name);
  if (!entry) throw new RegardError("usage", `there is no published network "${name}"`);
  const onProgress = ({ done, total }: Progress): void => say({ name, done, total });
  return openModel([await fetchModel(entry, { signal, onProgress })], { entry });
}
