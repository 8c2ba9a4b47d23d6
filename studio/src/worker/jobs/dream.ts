import { classVisualization, type Explainer, type Model, type Tensor, toTensor } from "regard";
import { drawn } from "../../draw/drawing.js";
import type { DreamEnd, DreamStart, DreamWish } from "../dream.js";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { fitted } from "../pictures.js";
import type { Jobs, Loading } from "../protocol.js";
import { keyOf } from "../sources.js";
import { Suspended } from "../suspended.js";

/** The dream asked for last: whoever stopped it may want it to go on. */
let last: { readonly key: string; readonly dream: Suspended } | null = null;

/** What a network thinks that a class looks like, step by step from what it begins with. */
export async function dream(
  wish: Jobs["dream"]["asked"],
  hand: Hand<Jobs["dream"]["event"]>,
): Promise<DreamEnd> {
  const { signal } = hand;
  const loading = (event: Loading): void => hand.say({ kind: "loading", ...event });
  const explainer = await explainerOf(wish.network, { signal, say: loading });
  const from = await startPixels(explainer.model, wish.from);
  const key = keyFor(wish);
  if (last?.key !== key || last.dream.explainer !== explainer) {
    last?.dream.drop();
    last = { key, dream: begin(explainer, wish, from) };
  }
  const { dream } = last;
  try {
    return await dream.listen(hand, wish.after);
  } catch (error) {
    // One that failed would fail again; one that was only stopped is kept.
    if (!signal.aborted && last?.dream === dream) last = null;
    throw error;
  }
}

function begin(
  explainer: Explainer,
  { target, recipe, seed }: DreamWish,
  from: Tensor | undefined,
): Suspended {
  // Every step is told of, so that the first and the last snapshot are enough.
  const visualize = classVisualization({ ...recipe, snapshotEvery: Number.MAX_SAFE_INTEGER });
  return new Suspended(explainer, recipe.steps, async (onStep, signal) => {
    const { notes } = await visualize(explainer, target, { from, seed, signal, onStep });
    return { notes };
  });
}

async function startPixels(model: Model, start: DreamStart): Promise<Tensor | undefined> {
  if (start.kind === "picture") return (await fitted(model, start.picture)).pixels;
  return start.kind === "drawing" ? toTensor(drawn(start.drawing, model.size)) : undefined;
}

function keyFor({ network, target, recipe, seed, from }: DreamWish): string {
  const begins = from.kind === "picture" ? from.picture.key : from;
  return JSON.stringify([keyOf(network), target, recipe, seed, begins]);
}
