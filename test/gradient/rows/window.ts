import { ints, string } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";

/** A random window; the attributes that say so leave out what is at its default. */
export interface Sliding {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  readonly attributes: Attributes;
}

/** A window of a convolution over `rank` spatial axes, with padding as numbers or by auto_pad. */
export function convWindow(r: Random, rank: number): Sliding {
  const window = moving(r, rank, true);
  if (r.chance(0.35)) return automatic(r, window, 1);
  return r.chance(0.3) ? window : padded(window, r.ints(2 * rank, 0, 2));
}

/** A window of a pool: its padding is smaller than its kernel. */
export function poolWindow(r: Random, rank: number, dilate: boolean): Sliding {
  const window = moving(r, rank, dilate);
  if (r.chance(0.35)) return automatic(r, window, 0);
  if (r.chance(0.3)) return window;
  return padded(
    window,
    [...window.kernel, ...window.kernel].map((size) => r.int(0, size - 1)),
  );
}

/** Kernel, strides and dilations without any padding. */
export function moving(r: Random, rank: number, dilate: boolean): Sliding {
  const kernel = r.ints(rank, 1, 3);
  const strides = r.chance(0.3) ? kernel.map(() => 1) : r.ints(rank, 1, 3);
  const dilations = dilate && r.chance(0.4) ? r.ints(rank, 1, 2) : kernel.map(() => 1);
  const attributes = { ...unlessOnes("strides", strides), ...unlessOnes("dilations", dilations) };
  return { kernel, strides, dilations, pads: [...kernel, ...kernel].fill(0), attributes };
}

const padded = (window: Sliding, pads: readonly number[]): Sliding => ({
  ...window,
  pads,
  attributes: { ...window.attributes, ...(pads.some((pad) => pad > 0) ? { pads: ints(pads) } : {}) },
});

/**
 * The same with auto_pad. ONNX Runtime differs from the standard, or refuses, where a SAME window is dilated or leaves
 * gaps of more than `gap` elements.
 */
function automatic(r: Random, window: Sliding, gap: number): Sliding {
  const auto = r.pick(["VALID", "SAME_UPPER", "SAME_LOWER"]);
  const auto_pad = string(auto);
  if (auto === "VALID") return { ...window, attributes: { ...window.attributes, auto_pad } };
  const { strides } = window;
  return {
    ...window,
    kernel: window.kernel.map((size, i) => Math.max(size, (strides[i] ?? 1) - gap)),
    dilations: window.kernel.map(() => 1),
    attributes: { ...unlessOnes("strides", strides), auto_pad },
  };
}

const unlessOnes = (name: string, values: readonly number[]): Attributes =>
  values.some((value) => value !== 1) ? { [name]: ints(values) } : {};

/** Spatial sizes into which the window fits; at least its dilation, so that no window lies in padding alone. */
export function sizesFor(r: Random, { kernel, dilations, pads }: Sliding): number[] {
  return kernel.map((size, i) => {
    const dilation = dilations[i] ?? 1;
    const around = (pads[i] ?? 0) + (pads[i + kernel.length] ?? 0);
    const least = Math.max((size - 1) * dilation + 1 - around, dilation);
    return least + r.int(0, kernel.length === 3 ? 2 : 5);
  });
}
