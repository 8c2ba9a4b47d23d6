import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { elementCount } from "../../graph/tensor.js";
import type { Node, Value } from "../../graph/types.js";
import { shapeFrom } from "./shape.js";
import { unsupported } from "./unsupported.js";

/** How Conv, ConvTranspose and the pools slide over their spatial axes. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Before each axis, then after each: numbers, or a vector computed when the graph runs. */
  readonly pads: readonly number[] | Value;
}

/** A window whose padding is known. */
export type FixedWindow = Window & { readonly pads: readonly number[] };

/** No pool averages over more elements, and rules write them out. */
const largest = 2 ** 22;

/** How many elements a window reaches over along an axis. */
export const reach = (window: Window, axis: number): number =>
  at(window.dilations, axis, 1) * (at(window.kernel, axis, 1) - 1) + 1;

export const at = (list: readonly number[], i: number, otherwise: number): number => list[i] ?? otherwise;

/** Padding that stands in the graph as numbers, or `null`. */
export const knownPads = ({ pads }: Window): readonly number[] | null => ("type" in pads ? null : pads);

/** The shape of the kernel: of the weight, or as the pool says. Throws where neither is known. */
export function kernelOf(node: Node, weight: Value | null): readonly number[] {
  const said = attribute(node, "ints", "kernel_shape", null) ?? weight?.type.shape?.slice(2);
  if (said?.every((size) => typeof size === "number")) return said as readonly number[];
  throw unsupported(node, "a kernel of unknown shape", "give the attribute kernel_shape");
}

/** The window as the attributes say, before auto_pad. */
export function attributesOf(node: Node, kernel: readonly number[]): FixedWindow {
  const isWindow = kernel.every((size) => size > 0) && elementCount(kernel) <= largest;
  if (!isWindow) throw unsupported(node, `a window of [${kernel}]`, "take another one");
  const ones = kernel.map(() => 1);
  return {
    kernel,
    strides: attribute(node, "ints", "strides", ones),
    dilations: attribute(node, "ints", "dilations", ones),
    pads: attribute(node, "ints", "pads", [...kernel, ...kernel].fill(0)),
  };
}

/**
 * The window with which Conv or a pool slides over `x`, auto_pad turned into padding: at run time where that depends on
 * sizes known only then. Throws where ONNX Runtime pads otherwise than the standard says.
 */
export function windowOver(g: Builder, node: Node, x: Value, kernel: readonly number[]): Window {
  const window = attributesOf(node, kernel);
  const auto = attribute(node, "string", "auto_pad", "NOTSET");
  if (auto === "NOTSET") return window;
  if (auto === "VALID") return { ...window, pads: window.pads.map(() => 0) };
  if (window.dilations.some((dilation) => dilation > 1)) {
    throw unsupported(node, `auto_pad = ${auto} and dilations`, "give the attribute pads instead");
  }
  const lower = auto === "SAME_LOWER" ? 1 : 0;
  const totals = kernel.map((_, axis) => sameTotal(node, window, x, axis));
  if (totals.includes(null)) return { ...window, pads: samePads(g, window, x, lower) };
  const begin = totals.map((total) => Math.floor(((total ?? 0) + lower) / 2));
  return { ...window, pads: [...begin, ...totals.map((total, axis) => (total ?? 0) - at(begin, axis, 0))] };
}

/** The padding on both sides of an axis that makes ⌈size / stride⌉ windows fit, or `null` before the size is known. */
function sameTotal(node: Node, window: Window, x: Value, axis: number): number | null {
  const stride = at(window.strides, axis, 1);
  const length = reach(window, axis);
  if (stride === 1) return length - 1;
  const size = x.type.shape?.[axis + 2];
  const least =
    typeof size === "number" ? Math.floor((size - 1) / stride) * stride + length - size : length - stride;
  // The standard clamps to 0; ONNX Runtime crops, which makes a difference from −2 on.
  if (least < -1) {
    throw unsupported(
      node,
      `auto_pad and strides ${window.strides} over a kernel ${window.kernel}`,
      "give pads",
    );
  }
  return typeof size === "number" ? Math.max(0, least) : null;
}

/** The same for all axes when the graph runs. */
function samePads(g: Builder, window: Window, x: Value, lower: number): Value {
  const sizes = shapeFrom(g, [], x, 2);
  const strides = g.ints(window.strides);
  const last = g.op("Mul", [g.op("Div", [g.op("Sub", [sizes, g.ints([1])]), strides]), strides]);
  const reaches = g.ints(window.kernel.map((_, axis) => reach(window, axis)));
  const total = g.op("Max", [g.op("Sub", [g.op("Add", [last, reaches]), sizes]), g.ints([0])]);
  return split(g, total, lower);
}

/** Padding before and after from the sum of both; `lower` is 1 where the larger half comes before. */
export function split(g: Builder, total: Value, lower: number): Value {
  const begin = g.op("Div", [lower ? g.op("Add", [total, g.ints([1])]) : total, g.ints([2])]);
  return g.op("Concat", [begin, g.op("Sub", [total, begin])], { axis: int(0) });
}
