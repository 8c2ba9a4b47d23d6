import { attribute } from "../../src/graph/attributes.js";
import type { Node } from "../../src/graph/types.js";

/** How a convolution or a pool slides over its spatial dimensions. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/** The attributes of a node that slides, before auto_pad. */
export function slide(node: Node, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  const pads = attribute(node, "ints", "pads", [...ones, ...ones].fill(0));
  return {
    kernel,
    strides: attribute(node, "ints", "strides", ones),
    dilations: attribute(node, "ints", "dilations", ones),
    begin: pads.slice(0, kernel.length),
    end: pads.slice(kernel.length),
  };
}

export const reach = (window: Window, axis: number): number =>
  ((window.kernel[axis] ?? 1) - 1) * (window.dilations[axis] ?? 1) + 1;

/** The window of Conv and the pools over `spatial`, with auto_pad turned into padding. */
export function windowOver(node: Node, spatial: readonly number[], kernel: readonly number[]): Window {
  const window = slide(node, kernel);
  const auto = attribute(node, "string", "auto_pad", "NOTSET");
  if (auto === "NOTSET") return window;
  if (auto === "VALID") return { ...window, begin: kernel.map(() => 0), end: kernel.map(() => 0) };
  const total = spatial.map((size, axis) => {
    const stride = window.strides[axis] ?? 1;
    return Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach(window, axis) - size);
  });
  const less = total.map((pad) => Math.floor(pad / 2));
  const more = total.map((pad) => Math.ceil(pad / 2));
  return auto === "SAME_UPPER"
    ? { ...window, begin: less, end: more }
    : { ...window, begin: more, end: less };
}

/** How many windows fit; with ceil_mode one that starts inside the input may hang over its end. */
export function windowCounts(window: Window, spatial: readonly number[], ceilMode = false): number[] {
  return spatial.map((size, axis) => {
    const begin = window.begin[axis] ?? 0;
    const stride = window.strides[axis] ?? 1;
    const room = size + begin + (window.end[axis] ?? 0) - reach(window, axis);
    if (!ceilMode) return Math.floor(room / stride) + 1;
    const count = Math.ceil(room / stride) + 1;
    return (count - 1) * stride >= size + begin ? count - 1 : count;
  });
}
