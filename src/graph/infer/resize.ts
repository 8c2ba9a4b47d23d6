import { floorDiv, mul, unknownDim } from "../dim.js";
import type { Dim } from "../types.js";
import { type Infer, inferred, type NodeView, takes } from "./view.js";

/** ⌊size · scale⌋ in float32, as the runtime computes it; symbols only where the scale is a small binary fraction. */
function scaled(size: Dim, scale: Dim): Dim {
  if (typeof scale !== "number") return unknownDim();
  if (typeof size === "number") return Math.floor(Math.fround(size * Math.fround(scale)));
  const numerator = scale * 256;
  return Number.isInteger(numerator) ? floorDiv(mul(size, numerator), 256) : unknownDim();
}

/** With `crop`, the part of the input that roi, [starts …, ends …], cuts out. */
function byScales(node: NodeView, scales: readonly Dim[], axes: readonly number[], x: readonly Dim[]): Dim[] {
  const shape = [...x];
  const crop = node.string("coordinate_transformation_mode", "half_pixel") === "tf_crop_and_resize";
  for (const [i, axis] of axes.entries()) {
    shape[axis] = crop ? unknownDim() : scaled(x[axis] as Dim, scales[i] ?? 1);
  }
  return shape;
}

const resize: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), null)];
  const unknown = [inferred(node.dtype(), x.map(unknownDim))];
  const axes = node
    .ints(
      "axes",
      x.map((_, i) => i),
    )
    .map((axis) => node.axis(axis, x.length));
  const old = node.opset < 11;
  const scalesAt = old ? 1 : 2;
  const given = node.input(scalesAt)?.type.shape?.[0] !== 0 && node.input(scalesAt) !== null;
  const scales = given ? node.elements(scalesAt) : null;
  if (given && !node.input(3)) {
    if (!scales) return unknown;
    if (scales.length !== axes.length) node.fail(`${scales.length} scales for ${axes.length} axes`);
    return [inferred(node.dtype(), byScales(node, scales, axes, x))];
  }
  const sizes = node.elements(3);
  if (!sizes || node.string("keep_aspect_ratio_policy", "stretch") !== "stretch") return unknown;
  if (sizes.length !== axes.length) node.fail(`${sizes.length} sizes for ${axes.length} axes`);
  const shape = [...x];
  for (const [i, axis] of axes.entries()) shape[axis] = sizes[i] ?? unknownDim();
  return [inferred(node.dtype(), shape)];
};

const upsample: Infer = (node) => {
  const x = node.shape();
  const scales = node.floats("scales", null) ?? node.elements(1);
  if (!x || !scales) return [inferred(node.dtype(), x ? x.map(unknownDim) : null)];
  if (scales.length !== x.length) node.fail(`${scales.length} scales for a rank of ${x.length}`);
  return [
    inferred(
      node.dtype(),
      x.map((size, i) => scaled(size, scales[i] ?? 1)),
    ),
  ];
};

const depthToSpace: Infer = (node) => {
  const [n, c, h, w] = image(node);
  const block = node.int("blocksize", 1);
  if (typeof c === "number" && c % block ** 2 !== 0) node.fail(`${c} channels do not divide into ${block}²`);
  return [inferred(node.dtype(), [n, floorDiv(c, block ** 2), mul(h, block), mul(w, block)])];
};

const spaceToDepth: Infer = (node) => {
  const [n, c, h, w] = image(node);
  const block = node.int("blocksize", 1);
  for (const size of [h, w]) {
    if (typeof size === "number" && size % block !== 0)
      node.fail(`${size} does not divide into blocks of ${block}`);
  }
  return [inferred(node.dtype(), [n, mul(c, block ** 2), floorDiv(h, block), floorDiv(w, block)])];
};

function image(node: NodeView): readonly [Dim, Dim, Dim, Dim] {
  const x = node.shape();
  if (x && x.length !== 4) node.fail(`takes a rank of 4, not ${x.length}`);
  const [n = unknownDim(), c = unknownDim(), h = unknownDim(), w = unknownDim()] = x ?? [];
  return [n, c, h, w];
}

/** X [N, C, spatial] sampled at a grid [N, spatial, axes]. */
const gridSample: Infer = (node) => {
  const [n = unknownDim(), c = unknownDim()] = node.shape() ?? [];
  const grid = node.shape(1);
  return [inferred(node.dtype(), grid && [n, c, ...grid.slice(1, -1)])];
};

const affineGrid: Infer = (node) => {
  const size = node.elements(1);
  return [inferred(node.dtype(), size && [size[0] ?? unknownDim(), ...size.slice(2), size.length - 2])];
};

const centerCropPad: Infer = (node) => {
  const x = node.shape();
  const sizes = node.elements(1);
  if (!x || !sizes) return [inferred(node.dtype(), x ? x.map(unknownDim) : null)];
  const axes = node
    .ints(
      "axes",
      x.map((_, i) => i),
    )
    .map((axis) => node.axis(axis, x.length));
  return [
    inferred(
      node.dtype(),
      x.map((size, axis) => sizes[axes.indexOf(axis)] ?? size),
    ),
  ];
};

const col2Im: Infer = (node) => {
  const [n = unknownDim(), columns = unknownDim()] = node.shape() ?? [];
  const spatial = node.elements(1);
  const block = node.numbers(2)?.reduce((product, size) => product * size, 1);
  const c = block === undefined ? unknownDim() : floorDiv(columns, block);
  return [inferred(node.dtype(), spatial && [n, c, ...spatial])];
};

export const resizeOps: Record<string, Infer> = {
  Resize: takes(1, 4, resize),
  Upsample: takes(1, 2, upsample),
  DepthToSpace: takes(1, 1, depthToSpace),
  SpaceToDepth: takes(1, 1, spaceToDepth),
  GridSample: takes(2, 2, gridSample),
  AffineGrid: takes(2, 2, affineGrid),
  CenterCropPad: takes(2, 2, centerCropPad),
  Col2Im: takes(3, 3, col2Im),
};
