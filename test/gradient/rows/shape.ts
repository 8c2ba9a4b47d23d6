import { int, ints, string } from "../../../src/graph/attributes.js";
import { dtypes } from "../../../src/graph/tensor.js";
import type { Random } from "../../oracle/random.js";
import { type Case, type CaseInput, data, type Row, setting, someDims, uniform } from "../case.js";

const filled = (r: Random, dims: readonly number[]) => data(dims, uniform(r, dims));
const eitherSign = (r: Random, axis: number, rank: number): number => (r.chance() ? axis : axis - rank);

const axesOf = (r: Random, axes: readonly number[], rank: number): CaseInput =>
  setting(
    r,
    axes.map((axis) => eitherSign(r, axis, rank)),
  );

const identity = (rest: Partial<Case> = {}): Row => ({
  make: (r) => ({ inputs: [filled(r, someDims(r, r.int(0, 4)))], ...rest }),
});

/** A shape with as many elements: sizes merged, moved and split, with 0 and −1 for some of them. */
const reshape: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4));
    const target = r.shuffle(dims);
    if (r.chance()) target.splice(r.int(0, target.length), 0, 1);
    if (target.length > 1 && r.chance()) target.splice(0, 2, (target[0] ?? 1) * (target[1] ?? 1));
    const zeros = target.map((size, axis) => (dims[axis] === size && r.chance(0.4) ? 0 : size));
    const open = r.chance() ? r.int(0, zeros.length - 1) : -1;
    const shape = zeros.map((size, axis) => (axis === open ? -1 : size));
    const attributes = !shape.includes(0) && r.chance(0.3) ? { allowzero: int(1) } : {};
    return { inputs: [filled(r, dims), setting(r, shape)], attributes };
  },
  count: 40,
};

const flatten: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4));
    return {
      inputs: [filled(r, dims)],
      attributes: r.chance(0.3) ? {} : { axis: int(r.int(-dims.length, dims.length)) },
    };
  },
};

/** Axes of size 1 must be known to be so, or named. */
const squeeze: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4)).map((size) => (r.chance() ? 1 : size));
    const ones = dims.map((_, axis) => axis).filter((axis) => dims[axis] === 1);
    const x = data(dims, uniform(r, dims));
    if (ones.length === 0 || r.chance(0.3)) return { inputs: [{ ...x, symbolic: [] }] };
    const axes = r.shuffle(ones).slice(0, r.int(1, ones.length));
    return {
      inputs: [x, axesOf(r, axes, dims.length)],
    };
  },
};

const unsqueeze: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(0, 3));
    const rank = dims.length + r.int(1, 2);
    const axes = r.shuffle(Array.from({ length: rank }, (_, axis) => axis)).slice(0, rank - dims.length);
    return {
      inputs: [filled(r, dims), axesOf(r, axes, rank)],
    };
  },
};

const transpose: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(0, 4));
    const perm = r.shuffle(dims.map((_, axis) => axis));
    return {
      inputs: [filled(r, dims)],
      attributes: r.chance(0.25) || perm.length === 0 ? {} : { perm: ints(perm) },
    };
  },
};

/** To a larger rank and larger sizes; a 1 in the shape keeps a size. */
const expand: Row = {
  make: (r) => {
    const full = someDims(r, r.int(1, 4));
    const dims = full.slice(r.int(0, full.length)).map((size) => (r.chance() ? 1 : size));
    const kept = full.map((size, axis) => {
      const own = dims[axis - full.length + dims.length];
      return own === size && r.chance(0.4) ? 1 : size;
    });
    return { inputs: [filled(r, dims), setting(r, kept)] };
  },
};

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

/** Inference only: ratio given or not, mask an output or not. */
const dropout: Row = {
  make: (r) => {
    const ratio = r.chance() ? [setting(r, [0.5], [], "float32")] : [];
    return {
      inputs: [filled(r, someDims(r, r.int(0, 4))), ...ratio],
      outputs: r.pick([["output"], ["output", "mask"]]),
      differentiable: [0],
    };
  },
};

const castLike: Row = {
  make: (r) => ({ inputs: [filled(r, someDims(r, r.int(0, 4))), setting(r, [0], [], "float64")] }),
};

export const shape = {
  Identity: identity(),
  Cast: identity({ attributes: { to: int(dtypes.float64) } }),
  CastLike: castLike,
  Dropout: dropout,
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Expand: expand,
  Tile: tile,
  Concat: concat,
  Split: split,
  Slice: slice,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Trilu: trilu,
} satisfies Record<string, Row>;
