import { int, string } from "../../../src/graph/attributes.js";
import type { Random } from "../../oracle/random.js";
import { type CaseInput, type Row, setting, someDims } from "../case.js";
import { axesOf, eitherSign, filled } from "./axes.js";

const tile: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4), 3);
    return { inputs: [filled(r, dims), setting(r, r.ints(dims.length, 1, 3))] };
  },
};

const concat: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4), 3);
    const axis = r.int(0, dims.length - 1);
    const parts = Array.from({ length: r.int(1, 4) }, () =>
      dims.map((size, i) => (i === axis ? r.int(1, 3) : size)),
    );
    return {
      inputs: parts.map((part) => filled(r, part)),
      attributes: { axis: int(eitherSign(r, axis, dims.length)) },
    };
  },
  count: 40,
};

/** Listed sizes, or a number of equal parts of which the last may be smaller. */
const split: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 3));
    const axis = r.int(0, dims.length - 1);
    const sizes = r.ints(r.int(1, 4), 1, 3);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const x = dims.map((size, i) => (i === axis ? total : size));
    const at = r.chance(0.2) && axis === 0 ? {} : { axis: int(eitherSign(r, axis, dims.length)) };
    const listed = r.chance();
    const chunk = Math.ceil(total / sizes.length);
    // Every part needs at least one element.
    const even = !listed && (sizes.length - 1) * chunk < total;
    return {
      inputs: [filled(r, x), ...(even ? [] : [setting(r, sizes)])],
      attributes: { ...at, ...(even ? { num_outputs: int(sizes.length) } : {}) },
      outputs: sizes.map((_, i) => `part${i}`),
    };
  },
  count: 60,
};

/** Steps of either sign, bounds beyond the ends, some axes or all of them. */
const slice: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4), 5);
    const named = r.shuffle(dims.map((_, axis) => axis)).slice(0, r.int(1, dims.length));
    const withAxes = r.chance(0.7);
    const axes = withAxes ? named : dims.map((_, axis) => axis).slice(0, named.length);
    const parts = axes.map((axis) => run(r, dims[axis] ?? 1));
    const list = (what: keyof Run): CaseInput =>
      setting(
        r,
        parts.map((part) => part[what]),
      );
    const withSteps = parts.some(({ step }) => step !== 1) || r.chance();
    return {
      inputs: [
        filled(r, dims),
        list("start"),
        list("end"),
        ...(withAxes || withSteps ? [axesOf(r, axes, dims.length)] : []),
        ...(withSteps ? [list("step")] : []),
      ],
    };
  },
  count: 120,
};

interface Run {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** A slice of `size` elements that takes at least one of them. */
function run(r: Random, size: number): Run {
  const [low, high] = [r.int(0, size - 1), r.int(0, size - 1)].sort((a, b) => a - b) as [number, number];
  const step = r.pick([1, 1, 1, 2, 3, -1, -1, -2]);
  const negative = (i: number): number => (r.chance(0.4) ? i - size : i);
  if (step > 0) return { start: negative(low), end: r.chance(0.3) ? 2 ** 31 - 1 : high + 1, step };
  const end = low === 0 || r.chance(0.3) ? -(2 ** 31) : negative(low - 1);
  return { start: r.chance(0.3) ? 2 ** 31 - 1 : negative(high), end, step };
}

const depthToSpace: Row = {
  make: (r) => {
    const block = r.int(1, 3);
    const dims = [r.int(1, 2), r.int(1, 2) * block * block, ...r.ints(2, 1, 2)];
    return {
      inputs: [filled(r, dims)],
      attributes: {
        blocksize: int(block),
        ...(r.chance(0.3) ? {} : { mode: string(r.pick(["DCR", "CRD"])) }),
      },
    };
  },
};

const spaceToDepth: Row = {
  make: (r) => {
    const block = r.int(1, 3);
    const dims = [...r.ints(2, 1, 2), ...r.ints(2, 1, 2).map((size) => size * block)];
    return { inputs: [filled(r, dims)], attributes: { blocksize: int(block) } };
  },
};

const trilu: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(2, 4));
    return {
      inputs: [filled(r, dims), ...(r.chance() ? [setting(r, [r.int(-2, 2)], [])] : [])],
      attributes: r.chance() ? { upper: int(r.int(0, 1)) } : {},
    };
  },
};

export const parts = {
  Tile: tile,
  Concat: concat,
  Split: split,
  Slice: slice,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Trilu: trilu,
} satisfies Record<string, Row>;
