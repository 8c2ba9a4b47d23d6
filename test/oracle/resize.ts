import { attribute } from "../../src/graph/attributes.js";
import type { Node } from "../../src/graph/types.js";
import { roundHalfToEven } from "./elementwise.js";
import { type Call, input, type Kernel, type Kernels, listInput } from "./kernel.js";
import { at, axisOf, eachIndex, generate } from "./ndarray.js";

/** One resized axis: sizes, scale, and the part of the input that is looked at (tf_crop_and_resize). */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
  readonly roi: readonly [number, number];
}

interface Tap {
  readonly i: number;
  readonly weight: number;
}

/** The coordinate in the input that an output element looks at. */
function original(mode: string, axis: Axis, place: number): number {
  const { from, scale } = axis;
  // The exact length of the output, of which `to` is the whole part, where scales were given.
  const length = from * scale;
  switch (mode) {
    case "half_pixel":
      return (place + 0.5) / scale - 0.5;
    case "half_pixel_symmetric":
      return (from / 2) * (1 - axis.to / length) + (place + 0.5) / scale - 0.5;
    case "pytorch_half_pixel":
      return axis.to > 1 ? (place + 0.5) / scale - 0.5 : 0;
    case "align_corners":
      return length === 1 ? 0 : (place * (from - 1)) / (length - 1);
    case "asymmetric":
      return place / scale;
    case "tf_crop_and_resize": {
      const [start, end] = axis.roi;
      return length > 1
        ? start * (from - 1) + (place * (end - start) * (from - 1)) / (length - 1)
        : 0.5 * (start + end) * (from - 1);
    }
    default:
      throw new RangeError(`Resize has no coordinates ${mode}`);
  }
}

const nearest: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

function cubic(a: number, distance: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
  return d < 2 ? a * d ** 3 - 5 * a * d ** 2 + 8 * a * d - 4 * a : 0;
}

/** The input elements that an output element at input coordinate `x` is made of; outside, the border repeats. */
function taps(node: Node, x: number, size: number): Tap[] {
  const mode = attribute(node, "string", "mode", "nearest");
  if (mode === "nearest") {
    const round = nearest[attribute(node, "string", "nearest_mode", "round_prefer_floor")];
    if (!round) throw new RangeError("Resize: unknown nearest_mode");
    return [{ i: inside(round(x), size), weight: 1 }];
  }
  const first = Math.floor(x);
  const a = attribute(node, "float", "cubic_coeff_a", -0.75);
  const found =
    mode === "linear"
      ? [first, first + 1].map((i) => ({ i, weight: 1 - Math.abs(x - i) }))
      : [-1, 0, 1, 2].map((k) => ({ i: first + k, weight: cubic(a, x - first - k) }));
  if (attribute(node, "int", "exclude_outside", 0) === 0) {
    return found.map(({ i, weight }) => ({ i: inside(i, size), weight }));
  }
  const kept = found.filter(({ i }) => i >= 0 && i < size);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ i, weight }) => ({ i, weight: weight / total }));
}

const inside = (i: number, size: number): number => Math.max(0, Math.min(size - 1, i));

function axesOf(call: Call): Axis[] {
  const { node } = call;
  const { dims } = input(call, 0);
  const named = attribute(node, "ints", "axes", null)?.map((axis) => axisOf(axis, dims.length));
  const order = named ?? dims.map((_, axis) => axis);
  const roi = listInput(call, 1) ?? [];
  const scales = listInput(call, 2) ?? [];
  const sizes = listInput(call, 3) ?? [];
  const ratios = sizes.map((size, i) => size / (dims[order[i] ?? 0] ?? 1));
  const policy = attribute(node, "string", "keep_aspect_ratio_policy", "stretch");
  const common = policy === "not_larger" ? Math.min(...ratios) : Math.max(...ratios);
  return dims.map((from, axis) => {
    const slot = order.indexOf(axis);
    if (slot < 0) return { from, to: from, scale: 1, roi: [0, 1] };
    const part: [number, number] = [roi[slot] ?? 0, roi[slot + order.length] ?? 1];
    const scale = scales[slot];
    if (scale !== undefined) return { from, to: Math.floor(from * scale), scale, roi: part };
    const ratio = policy === "stretch" ? (ratios[slot] ?? 1) : common;
    const to = policy === "stretch" ? (sizes[slot] ?? 0) : roundHalfToEven(from * ratio);
    return { from, to, scale: ratio, roi: part };
  });
}

const resizeKernel: Kernel = (call) => {
  const { node } = call;
  if (attribute(node, "int", "antialias", 0) !== 0) throw new Error("antialias is not evaluated");
  const x = input(call, 0);
  const mode = attribute(node, "string", "coordinate_transformation_mode", "half_pixel");
  const outside = attribute(node, "float", "extrapolation_value", 0);
  const axes = axesOf(call);
  const tables = axes.map((axis) =>
    Array.from({ length: axis.to }, (_, place) => {
      const where = original(mode, axis, place);
      const beyond = mode === "tf_crop_and_resize" && (where < 0 || where > axis.from - 1);
      return beyond ? null : taps(node, where, axis.from);
    }),
  );
  return [
    generate(
      axes.map((axis) => axis.to),
      x.dtype,
      (index) => {
        const lists = index.map((i, axis) => tables[axis]?.[i] ?? null);
        if (lists.includes(null)) return outside;
        const chosen = lists.filter((list) => list !== null);
        let sum = 0;
        eachIndex(
          chosen.map((list) => list.length),
          (pick) => {
            const used = pick.map((k, axis) => chosen[axis]?.[k] ?? { i: 0, weight: 0 });
            const weight = used.reduce((product, tap) => product * tap.weight, 1);
            sum +=
              weight *
              at(
                x,
                used.map((tap) => tap.i),
              );
          },
        );
        return sum;
      },
    ),
  ];
};

export const resize: Kernels = { Resize: resizeKernel };
