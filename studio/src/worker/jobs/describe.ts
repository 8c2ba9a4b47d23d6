import { recipeFor } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import type { Jobs, NetworkInfo } from "../protocol.js";

/** What is known of a network before it has seen anything. */
export async function describe(
  { network }: Jobs["describe"]["asked"],
  hand: Hand<Jobs["describe"]["event"]>,
): Promise<NetworkInfo> {
  const { model } = await explainerOf(network, hand);
  return {
    name: model.name,
    labels: model.labels,
    size: model.size,
    layers: model.layers.map(({ name, op }) => ({ name, op })),
    notes: model.notes,
    recipe: recipeFor(model.name),
  };
}
