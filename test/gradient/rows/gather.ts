import { int, string } from "../../../src/graph/attributes.js";
import { elementCount } from "../../../src/graph/tensor.js";
import type { Random } from "../../oracle/random.js";
import { type CaseInput, constant, data, index, type Row, someDims, uniform } from "../case.js";

/** Part of the graph or only known at run time. */
const indices = (r: Random, dims: readonly number[], values: readonly number[]): CaseInput =>
  r.chance() ? constant(values, dims) : index(dims, values);

const someIndices = (r: Random, count: number, size: number): number[] => r.ints(count, -size, size - 1);

/** Scalars, vectors and matrices of indices; repeated ones, none twice, or each exactly once. */
const gatherRow: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 3));
    const axis = r.int(0, dims.length - 1);
    const size = dims[axis] ?? 1;
    const shape = r.pick<readonly number[]>([[], [1], [3], [2, 2], [size]]);
    const order = r.shuffle(Array.from({ length: size }, (_, i) => i));
    const values =
      elementCount(shape) <= size && r.chance()
        ? order.slice(0, elementCount(shape))
        : someIndices(r, elementCount(shape), size);
    return {
      inputs: [data(dims, uniform(r, dims)), indices(r, shape, values)],
      attributes: axis === 0 && r.chance() ? {} : { axis: int(r.chance() ? axis : axis - dims.length) },
    };
  },
  count: 60,
};

/** Data, an axis of it, and indices along that axis in a shape that is nowhere larger. */
function elements(r: Random) {
  const dims = someDims(r, r.int(1, 3));
  const axis = r.int(0, dims.length - 1);
  const shape = dims.map((size, i) => (i === axis ? r.int(1, 4) : r.int(1, size)));
  return { dims, axis, shape, attributes: { axis: int(r.chance() ? axis : axis - dims.length) } };
}

const gatherElements: Row = {
  make: (r) => {
    const { dims, axis, shape, attributes } = elements(r);
    const values = someIndices(r, elementCount(shape), dims[axis] ?? 1);
    return { inputs: [data(dims, uniform(r, dims)), indices(r, shape, values)], attributes };
  },
};

const gatherND: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(2, 4), 3);
    const batch = r.int(0, 1);
    const depth = r.int(1, dims.length - batch);
    const shape = [...dims.slice(0, batch), r.int(1, 3), depth];
    const values = Array.from({ length: elementCount(shape) / depth }, () =>
      Array.from({ length: depth }, (_, k) => {
        const size = dims[batch + k] ?? 1;
        return r.int(-size, size - 1);
      }),
    );
    return {
      inputs: [data(dims, uniform(r, dims)), indices(r, shape, values.flat())],
      attributes: batch > 0 || r.chance() ? { batch_dims: int(batch) } : {},
    };
  },
};

/** Without a reduction no place is written twice. */
const scatterElements: Row = {
  make: (r) => {
    const { dims, axis, shape, attributes } = elements(r);
    const size = dims[axis] ?? 1;
    const adds = r.chance();
    const within = adds ? shape : shape.map((length, i) => (i === axis ? Math.min(length, size) : length));
    // One order for all: along the axis every index is another.
    const order = r.shuffle(Array.from({ length: size }, (_, i) => i));
    const inner = elementCount(within.slice(axis + 1));
    const values = Array.from({ length: elementCount(within) }, (_, flat) =>
      adds ? r.int(-size, size - 1) : (order[Math.floor(flat / inner) % (within[axis] ?? 1)] ?? 0),
    );
    return {
      inputs: [data(dims, uniform(r, dims)), indices(r, within, values), data(within, uniform(r, within))],
      attributes: { ...attributes, ...(adds ? { reduction: string("add") } : {}) },
    };
  },
};

const scatterND: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 3));
    const depth = r.int(1, dims.length);
    const places = elementCount(dims.slice(0, depth));
    const adds = r.chance();
    const rows = r.int(1, adds ? 4 : Math.min(4, places));
    const order = r.shuffle(Array.from({ length: places }, (_, i) => i));
    const values = Array.from({ length: rows }, (_, row) => {
      let rest = adds ? r.int(0, places - 1) : (order[row] ?? 0);
      return dims
        .slice(0, depth)
        .toReversed()
        .map((size) => {
          const i = rest % size;
          rest = Math.floor(rest / size);
          return i;
        })
        .reverse();
    });
    const updates = [rows, ...dims.slice(depth)];
    return {
      inputs: [
        data(dims, uniform(r, dims)),
        indices(r, [rows, depth], values.flat()),
        data(updates, uniform(r, updates)),
      ],
      attributes: adds ? { reduction: string("add") } : {},
    };
  },
};

export const gather = {
  Gather: gatherRow,
  GatherElements: gatherElements,
  GatherND: gatherND,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
} satisfies Record<string, Row>;
