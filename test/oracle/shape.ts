import { attribute } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import { input, type Kernel, type Kernels, listInput } from "./kernel.js";
import { at, axisOf, broadcastAt, broadcastDims, generate, type NdArray, replaced } from "./ndarray.js";

/** The same elements under other dimensions. Throws where their number differs. */
function reshaped(x: NdArray, dims: readonly number[]): readonly NdArray[] {
  if (elementCount(dims) !== x.data.length)
    throw new RangeError(`[${x.dims}] cannot be reshaped to [${dims}]`);
  return [{ ...x, dims }];
}

const reshape: Kernel = (call) => {
  const x = input(call, 0);
  const keepZero = attribute(call.node, "int", "allowzero", 0) !== 0;
  const asked = Array.from(input(call, 1).data, (size, axis) =>
    size === 0 && !keepZero ? (x.dims[axis] ?? 0) : size,
  );
  const open = asked.indexOf(-1);
  const known = elementCount(asked.filter((size) => size !== -1));
  return reshaped(x, open < 0 ? asked : replaced(asked, open, x.data.length / known));
};

const flatten: Kernel = (call) => {
  const x = input(call, 0);
  const asked = attribute(call.node, "int", "axis", 1);
  const axis = asked < 0 ? asked + x.dims.length : asked;
  return reshaped(x, [elementCount(x.dims.slice(0, axis)), elementCount(x.dims.slice(axis))]);
};

const squeeze: Kernel = (call) => {
  const x = input(call, 0);
  const axes = listInput(call, 1)?.map((axis) => axisOf(axis, x.dims.length));
  return reshaped(
    x,
    x.dims.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1)),
  );
};

const unsqueeze: Kernel = (call) => {
  const x = input(call, 0);
  const listed = Array.from(input(call, 1).data);
  const rank = x.dims.length + listed.length;
  const axes = new Set(listed.map((axis) => axisOf(axis, rank)));
  const rest = [...x.dims];
  return reshaped(
    x,
    Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (rest.shift() ?? 1))),
  );
};

const transpose: Kernel = (call) => {
  const x = input(call, 0);
  const perm = attribute(call.node, "ints", "perm", x.dims.map((_, axis) => axis).reverse());
  return [
    generate(
      perm.map((axis) => x.dims[axis] ?? 0),
      x.dtype,
      (index) => {
        const from = new Array<number>(perm.length);
        perm.forEach((axis, i) => {
          from[axis] = index[i] ?? 0;
        });
        return at(x, from);
      },
    ),
  ];
};

const expand: Kernel = (call) => {
  const x = input(call, 0);
  const dims = broadcastDims(x.dims, Array.from(input(call, 1).data));
  return [generate(dims, x.dtype, (index) => broadcastAt(x, index))];
};

const tile: Kernel = (call) => {
  const x = input(call, 0);
  const repeats = input(call, 1).data;
  const dims = x.dims.map((size, axis) => size * (repeats[axis] ?? 1));
  return [
    generate(dims, x.dtype, (index) =>
      at(
        x,
        index.map((i, axis) => i % (x.dims[axis] ?? 1)),
      ),
    ),
  ];
};

const concat: Kernel = (call) => {
  const parts = call.inputs.map((_, i) => input(call, i));
  const [first] = parts as [NdArray];
  const axis = axisOf(attribute(call.node, "int", "axis", 0), first.dims.length);
  const total = parts.reduce((sum, part) => sum + (part.dims[axis] ?? 0), 0);
  return [
    generate(replaced(first.dims, axis, total), first.dtype, (index) => {
      let within = index[axis] ?? 0;
      for (const part of parts) {
        const size = part.dims[axis] ?? 0;
        if (within < size) return at(part, replaced(index, axis, within));
        within -= size;
      }
      throw new RangeError("beyond the last part");
    }),
  ];
};

const split: Kernel = (call) => {
  const x = input(call, 0);
  const axis = axisOf(attribute(call.node, "int", "axis", 0), x.dims.length);
  const size = x.dims[axis] ?? 0;
  const count = attribute(call.node, "int", "num_outputs", call.node.outputs.length);
  const chunk = Math.ceil(size / count);
  const even = Array.from({ length: count }, (_, i) => Math.max(0, Math.min(chunk, size - i * chunk)));
  let start = 0;
  return (listInput(call, 1) ?? even).map((length) => {
    const from = start;
    start += length;
    return generate(replaced(x.dims, axis, length), x.dtype, (index) =>
      at(x, replaced(index, axis, from + (index[axis] ?? 0))),
    );
  });
};

const slice: Kernel = (call) => {
  const x = input(call, 0);
  const starts = Array.from(input(call, 1).data);
  const ends = Array.from(input(call, 2).data);
  const axes = listInput(call, 3) ?? starts.map((_, i) => i);
  const steps = listInput(call, 4) ?? starts.map(() => 1);
  const from = x.dims.map(() => 0);
  const by = x.dims.map(() => 1);
  const dims = [...x.dims];
  for (const [i, listed] of axes.entries()) {
    const axis = axisOf(listed, x.dims.length);
    const size = x.dims[axis] ?? 0;
    const step = steps[i] ?? 1;
    const clamp = (bound: number, low: number, high: number): number =>
      Math.max(low, Math.min(high, bound < 0 ? bound + size : bound));
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const start = clamp(starts[i] ?? 0, Math.max(low, 0), high);
    const end = clamp(ends[i] ?? 0, low, step > 0 ? high : size);
    from[axis] = start;
    by[axis] = step;
    dims[axis] = Math.max(0, Math.ceil((end - start) / step));
  }
  return [
    generate(dims, x.dtype, (index) =>
      at(
        x,
        index.map((i, axis) => (from[axis] ?? 0) + i * (by[axis] ?? 1)),
      ),
    ),
  ];
};

/** [N, C, H, W] with blocks of channels spread over space, or back. */
const depthToSpace: Kernel = (call) => {
  const x = input(call, 0);
  const block = attribute(call.node, "int", "blocksize", 1);
  const columnsFirst = attribute(call.node, "string", "mode", "DCR") === "CRD";
  const [n = 0, c = 0, h = 0, w = 0] = x.dims;
  const depth = c / block ** 2;
  return [
    generate([n, depth, h * block, w * block], x.dtype, ([b = 0, d = 0, i = 0, j = 0]) => {
      const cell = (i % block) * block + (j % block);
      const channel = columnsFirst ? d * block ** 2 + cell : cell * depth + d;
      return at(x, [b, channel, Math.floor(i / block), Math.floor(j / block)]);
    }),
  ];
};

const spaceToDepth: Kernel = (call) => {
  const x = input(call, 0);
  const block = attribute(call.node, "int", "blocksize", 1);
  const [n = 0, c = 0, h = 0, w = 0] = x.dims;
  return [
    generate([n, c * block ** 2, h / block, w / block], x.dtype, ([b = 0, d = 0, i = 0, j = 0]) => {
      const cell = Math.floor(d / c);
      return at(x, [b, d % c, i * block + Math.floor(cell / block), j * block + (cell % block)]);
    }),
  ];
};

export const shape: Kernels = {
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
};
