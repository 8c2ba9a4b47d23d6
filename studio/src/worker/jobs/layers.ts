import { inspect } from "regard";
import type { LayerInfo } from "../dream.js";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import type { Jobs } from "../protocol.js";

/** The layers of a network that have channels, for pictures of its size. */
export async function layers(
  { network }: Jobs["layers"]["asked"],
  hand: Hand<Jobs["layers"]["event"]>,
): Promise<readonly LayerInfo[]> {
  const { model } = await explainerOf(network, hand);
  return inspect(model).layers.flatMap(({ name, op, shape }) => {
    const sizes = (shape ?? []).slice(1).filter((size) => typeof size === "number");
    const hasChannels =
      sizes.length === (shape?.length ?? 0) - 1 && (sizes.length === 1 || sizes.length === 3);
    return hasChannels ? [{ name, op, shape: sizes }] : [];
  });
}
