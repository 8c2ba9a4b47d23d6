import { words } from "../texts/words.svelte.js";
import { type Correction, corrected, correctedFor } from "./corrected.js";
import { notice } from "./notice.svelte.js";
import type { Studio } from "./studio.svelte.js";

/** Says aloud what an address names that is not here; a published network that this browser has is opened. */
export function checkAddress(studio: Studio): Promise<void> {
  const correct = ({ patch, unknown }: Correction): void => {
    studio.history.change(patch);
    for (const name of unknown) notice.say(() => words.t.unknown(name));
  };
  return notice.gather(async () => {
    const registries = await studio.registries();
    const { picture } = studio.view;
    const networks = studio.networks.all;
    correct(corrected(studio.view, { ...registries, networks, hasWebGpu: "gpu" in navigator }));
    if (!studio.pictures.has(picture)) notice.say(() => words.t.picture.unknown(picture));
    await openNetwork(studio);
    const { network, view } = studio;
    const isPlain = view.target === null && view.aim === null && view.layer === null;
    if (isPlain || !registries) return;
    const info = await studio.latest("describe").ask({ network });
    if (info && network === studio.network) correct(correctedFor(studio.view, info));
  });
}

async function openNetwork(studio: Studio): Promise<void> {
  const { network: name, target, settings } = studio.view;
  if (studio.networks.has(name)) return;
  // For itself: whoever looks through the list meanwhile asks anew, and would call this off.
  const published = await studio.latest("published").ask({});
  const isKept = published?.some((each) => each.isKept && each.name === name);
  if (isKept && (await studio.bringNetwork({ kind: "zoo", name })))
    studio.history.change({ target, settings });
  else notice.say(() => words.t.network.unknown(name));
}
