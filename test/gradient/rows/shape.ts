import { int, ints } from "../../../src/graph/attributes.js";
import { dtypes } from "../../../src/graph/tensor.js";
import { type Case, constant, data, type Row, setting, someDims, uniform } from "../case.js";
import { axesOf, filled } from "./axes.js";

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

/** Inference only, or a ratio of 0: ratio given or not, mask an output or not. */
const dropout: Row = {
  make: (r) => {
    const flag = (on: boolean) => constant([on ? 1 : 0], [], "bool");
    const ratio = r.pick([
      [],
      [setting(r, [0.5], [], "float32")],
      [constant([0.5], [], "float32"), flag(false)],
      [constant([0], [], "float32"), flag(true)],
    ]);
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
} satisfies Record<string, Row>;
