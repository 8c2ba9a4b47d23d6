import { add, ceilDiv, floorDiv, min, mul, sub, unknownDim } from "../dim.js";
import type { Dim } from "../types.js";
import type { NodeView } from "./view.js";

/** How a kernel moves over the spatial axes, with the defaults of Conv and the pools filled in. */
export interface Window {
  readonly kernel: readonly (number | null)[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** At the beginnings, then at the ends. */
  readonly pads: readonly number[];
  readonly autoPad: string;
  readonly ceil: boolean;
}

/** The window of a node over `rank` spatial axes. Throws where an attribute has another number of entries. */
export function windowOf(node: NodeView, rank: number, kernel: readonly (number | null)[]): Window {
  const of = (name: string, otherwise: number, length = rank): readonly number[] => {
    const values = node.ints(name, null) ?? Array.from({ length }, () => otherwise);
    if (values.length !== length) node.fail(`${name} [${values}] has not ${length} entries`);
    return values;
  };
  if (kernel.length !== rank) node.fail(`a kernel [${kernel}] does not move over ${rank} axes`);
  const strides = of("strides", 1);
  if (strides.some((stride) => stride < 1)) node.fail(`strides [${strides}] must be positive`);
  return {
    kernel,
    strides,
    dilations: of("dilations", 1),
    pads: of("pads", 0, 2 * rank),
    autoPad: node.string("auto_pad", "NOTSET"),
    ceil: node.int("ceil_mode", 0) === 1,
  };
}

/** The size of an axis after Conv or a pool. Throws where the kernel does not fit. */
export function slid(node: NodeView, size: Dim, window: Window, axis: number): Dim {
  const { strides, dilations, pads, autoPad, ceil } = window;
  const stride = strides[axis] ?? 1;
  const kernel = window.kernel[axis] ?? null;
  if (autoPad === "SAME_UPPER" || autoPad === "SAME_LOWER") {
    // ONNX Runtime forgets the dilation of a pool when it chooses the padding.
    return window.dilations[axis] === 1 || node.node.op === "Conv" ? ceilDiv(size, stride) : unknownDim();
  }
  if (kernel === null) return unknownDim();
  const extent = (dilations[axis] ?? 1) * (kernel - 1) + 1;
  const valid = autoPad === "VALID";
  const begin = valid ? 0 : (pads[axis] ?? 0);
  const end = valid ? 0 : (pads[axis + strides.length] ?? 0);
  const room = sub(add(size, begin + end), extent);
  if (typeof room === "number" && room < 0) {
    node.fail(
      `a kernel of ${extent} does not fit into axis ${axis + 2}, ${size} and ${begin + end} of padding`,
    );
  }
  if (!ceil) return add(floorDiv(room, stride), 1);
  const rounded = add(ceilDiv(room, stride), 1);
  // A last window that would begin in the padding at the end is left out.
  return end + stride <= extent ? rounded : min(rounded, ceilDiv(add(size, begin), stride));
}

/** The size of an axis after ConvTranspose, `null` pads being those that `auto_pad` chooses. */
export function unslid(size: Dim, window: Window, axis: number, outputPadding: number): Dim {
  const { strides, dilations, pads, autoPad } = window;
  const stride = strides[axis] ?? 1;
  const kernel = window.kernel[axis] ?? null;
  if (kernel === null) return unknownDim();
  const extent = (dilations[axis] ?? 1) * (kernel - 1) + 1;
  if (autoPad === "SAME_UPPER" || autoPad === "SAME_LOWER") {
    return extent >= stride && outputPadding === 0 ? mul(size, stride) : unknownDim();
  }
  const padding = autoPad === "VALID" ? 0 : (pads[axis] ?? 0) + (pads[axis + strides.length] ?? 0);
  return add(mul(sub(size, 1), stride), extent + outputPadding - padding);
}
