import type { Program, Tensors } from "../../src/backend.js";
import { ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { elementCount, type Tensor, tensor } from "../../src/graph/tensor.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { network } from "../model/networks.js";

/** Noise between 0 and 1. */
export function noise(dims: readonly number[], seed = 4): Tensor {
  const rng = random(seed);
  return tensor(
    Float32Array.from({ length: elementCount(dims) }, () => rng.uniform()),
    dims,
  );
}

/** A small classifier of pictures [N, 3, 8, 8]. */
export const small = (): Program => ({ graph: network(), weights: null });
export const feeds = (rows = 1, seed?: number): Tensors => ({ image: noise([rows, 3, 8, 8], seed) });

/** A program that keeps the runtime busy for a while. */
export function long(): { readonly program: Program; readonly feeds: Tensors } {
  const g = new Builder(18);
  let x = g.input("x", "float32", [1, 16, 192, 192]);
  const weights = g.floats(noise([16, 16, 5, 5]).data, [16, 16, 5, 5]);
  for (let i = 0; i < 8; i++) x = g.op("Conv", [x, weights], { pads: ints([2, 2, 2, 2]) });
  return { program: { graph: write(g.graph([x])), weights: null }, feeds: { x: noise([1, 16, 192, 192]) } };
}
