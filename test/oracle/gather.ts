import { attribute } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import { type Call, input, type Kernel, type Kernels } from "./kernel.js";
import { at, axisOf, eachIndex, generate, offset, replaced } from "./ndarray.js";

/** An index counted from the front. */
const fromFront = (i: number, size: number): number => (i < 0 ? i + size : i);

const gatherKernel: Kernel = (call) => {
  const [x, indices] = [input(call, 0), input(call, 1)];
  const axis = axisOf(attribute(call.node, "int", "axis", 0), x.dims.length);
  const rank = indices.dims.length;
  return [
    generate([...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)], x.dtype, (index) => {
      const i = at(indices, index.slice(axis, axis + rank));
      return at(x, [...index.slice(0, axis), fromFront(i, x.dims[axis] ?? 0), ...index.slice(axis + rank)]);
    }),
  ];
};

const gatherElements: Kernel = (call) => {
  const [x, indices] = [input(call, 0), input(call, 1)];
  const axis = axisOf(attribute(call.node, "int", "axis", 0), x.dims.length);
  return [
    generate(indices.dims, x.dtype, (index, flat) =>
      at(x, replaced(index, axis, fromFront(indices.data[flat] ?? 0, x.dims[axis] ?? 0))),
    ),
  ];
};

const gatherND: Kernel = (call) => {
  const [x, indices] = [input(call, 0), input(call, 1)];
  const batch = attribute(call.node, "int", "batch_dims", 0);
  const depth = indices.dims.at(-1) ?? 0;
  const outer = indices.dims.slice(0, -1);
  return [
    generate([...outer, ...x.dims.slice(batch + depth)], x.dtype, (index) => {
      const lead = index.slice(0, outer.length);
      const named = Array.from({ length: depth }, (_, k) =>
        fromFront(at(indices, [...lead, k]), x.dims[batch + k] ?? 0),
      );
      return at(x, [...lead.slice(0, batch), ...named, ...index.slice(outer.length)]);
    }),
  ];
};

const reductions: Readonly<Record<string, (old: number, update: number) => number>> = {
  none: (_, update) => update,
  add: (old, update) => old + update,
  mul: (old, update) => old * update,
  max: Math.max,
  min: Math.min,
};

function reductionOf(call: Call): (old: number, update: number) => number {
  const name = attribute(call.node, "string", "reduction", "none");
  const found = reductions[name];
  if (!found) throw new RangeError(`${call.node.op} has no reduction ${name}`);
  return found;
}

const scatterElements: Kernel = (call) => {
  const [x, indices, updates] = [input(call, 0), input(call, 1), input(call, 2)];
  const axis = axisOf(attribute(call.node, "int", "axis", 0), x.dims.length);
  const combine = reductionOf(call);
  const data = x.data.slice();
  eachIndex(indices.dims, (index, flat) => {
    const target = offset(
      x.dims,
      replaced(index, axis, fromFront(indices.data[flat] ?? 0, x.dims[axis] ?? 0)),
    );
    data[target] = combine(data[target] ?? 0, updates.data[flat] ?? 0);
  });
  return [{ ...x, data }];
};

const scatterND: Kernel = (call) => {
  const [x, indices, updates] = [input(call, 0), input(call, 1), input(call, 2)];
  const depth = indices.dims.at(-1) ?? 0;
  const block = elementCount(x.dims.slice(depth));
  const combine = reductionOf(call);
  const data = x.data.slice();
  eachIndex(indices.dims.slice(0, -1), (_, row) => {
    const named = Array.from(indices.data.subarray(row * depth, (row + 1) * depth), (i, axis) =>
      fromFront(i, x.dims[axis] ?? 0),
    );
    const start = offset(x.dims.slice(0, depth), named) * block;
    for (let i = 0; i < block; i++) {
      data[start + i] = combine(data[start + i] ?? 0, updates.data[row * block + i] ?? 0);
    }
  });
  return [{ ...x, data }];
};

export const gather: Kernels = {
  Gather: gatherKernel,
  GatherElements: gatherElements,
  GatherND: gatherND,
  Scatter: scatterElements,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
};
