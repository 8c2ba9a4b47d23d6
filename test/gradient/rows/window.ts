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

export interface WindowOptions {
  /** Pools refuse padding as large as the kernel. */
  readonly padsWithinKernel: boolean;
  readonly autoPad?: boolean;
  readonly dilated?: boolean;
}

/** A window over `rank` spatial axes. */
export function someWindow(r: Random, rank: number, options: WindowOptions): Sliding {
  const { padsWithinKernel, autoPad = true, dilated = true } = options;
  const kernel = r.ints(rank, 1, 3);
  const strides = r.chance(0.3) ? kernel.map(() => 1) : r.ints(rank, 1, 3);
  const dilations = dilated && r.chance(0.4) ? r.ints(rank, 1, 2) : kernel.map(() => 1);
  const auto = autoPad && r.chance(0.35) ? r.pick(["VALID", "SAME_UPPER", "SAME_LOWER"]) : null;
  const base = {
    ...(strides.some((stride) => stride > 1) ? { strides: ints(strides) } : {}),
  };
  if (auto !== null) {
    const same = auto !== "VALID";
    // ONNX Runtime pads otherwise than the standard where a SAME window is dilated or leaves gaps of 2 and more.
    const tight = same ? kernel.map((size, i) => Math.max(size, (strides[i] ?? 1) - 1)) : kernel;
    const plain = same ? kernel.map(() => 1) : dilations;
    return {
      kernel: tight,
      strides,
      dilations: plain,
      pads: [...kernel, ...kernel].fill(0),
      attributes: { ...base, ...unlessOnes("dilations", plain), auto_pad: string(auto) },
    };
  }
  const most = (i: number): number => (padsWithinKernel ? (kernel[i % rank] ?? 1) - 1 : 2);
  const pads = r.chance(0.3)
    ? [...kernel, ...kernel].fill(0)
    : [...kernel, ...kernel].map((_, i) => r.int(0, most(i)));
  const padded = pads.some((pad) => pad > 0) ? { pads: ints(pads) } : {};
  return {
    kernel,
    strides,
    dilations,
    pads,
    attributes: { ...base, ...unlessOnes("dilations", dilations), ...padded },
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
