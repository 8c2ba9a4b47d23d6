import { int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";

// A picture in phases: of every stride-th row and column one picture, so that what a stride spreads becomes dense.

/** The pictures [N, C, M, M'] of the phases (0, 0), (0, 1), …, put together to [N, C, height, width]. */
export function interleave(
  g: Builder,
  phases: readonly Value[],
  stride: number,
  [height, width]: readonly [number, number],
): Value {
  const [first] = phases as [Value];
  if (stride === 1) return first;
  const depth = phases.length === 1 ? first : g.op("Concat", phases, { axis: int(1) });
  const whole = g.op("DepthToSpace", [depth], { blocksize: int(stride) });
  const [, , rows, columns] = whole.type.shape ?? [];
  if (rows === height && columns === width) return whole;
  return g.op("Slice", [whole, g.ints([0, 0]), g.ints([height, width]), g.ints([2, 3])]);
}

/** How a depthwise convolution with a single weight picks elements. */
export interface Pick {
  readonly kernel: readonly [number, number];
  /** The place of the weight in the kernel. */
  readonly at: readonly [number, number];
  readonly strides?: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  /** The weight: 1 or −1. */
  readonly weight?: number;
}

/** `weight` · x at one place of each window, zeros from the padding: [N, C, …]. ONNX Runtime does it in its blocked layout. */
export function pick(g: Builder, x: Value, { kernel, at, strides = [1, 1], pads, weight = 1 }: Pick): Value {
  const channels = x.type.shape?.[1] as number;
  const area = kernel[0] * kernel[1];
  const place = at[0] * kernel[1] + at[1];
  const weights = new Float32Array(channels * area);
  for (let i = place; i < weights.length; i += area) weights[i] = weight;
  return g.op("Conv", [x, g.floats(weights, [channels, 1, ...kernel])], {
    group: int(channels),
    strides: ints(strides),
    pads: ints(pads),
  });
}
