import { attribute } from "../../src/graph/attributes.js";
import { input, type Kernel, type Kernels } from "./kernel.js";
import { at, broadcastAt, broadcastDims, generate, type NdArray } from "./ndarray.js";

const gemm: Kernel = (call) => {
  const [a, b] = [input(call, 0), input(call, 1)];
  const transA = attribute(call.node, "int", "transA", 0) !== 0;
  const transB = attribute(call.node, "int", "transB", 0) !== 0;
  const alpha = attribute(call.node, "float", "alpha", 1);
  const beta = attribute(call.node, "float", "beta", 1);
  const rows = a.dims[transA ? 1 : 0] ?? 0;
  const inner = a.dims[transA ? 0 : 1] ?? 0;
  const columns = b.dims[transB ? 0 : 1] ?? 0;
  const c = call.inputs[2];
  return [
    generate([rows, columns], a.dtype, (index) => {
      const [m = 0, n = 0] = index;
      let sum = 0;
      for (let k = 0; k < inner; k++)
        sum += at(a, transA ? [k, m] : [m, k]) * at(b, transB ? [n, k] : [k, n]);
      return alpha * sum + (c ? beta * broadcastAt(c, index) : 0);
    }),
  ];
};

/** numpy.matmul: vectors gain a dimension that the result loses again, leading dimensions broadcast. */
export function matmul(left: NdArray, right: NdArray): NdArray {
  const a = left.dims.length === 1 ? { ...left, dims: [1, ...left.dims] } : left;
  const b = right.dims.length === 1 ? { ...right, dims: [...right.dims, 1] } : right;
  const batch = broadcastDims(a.dims.slice(0, -2), b.dims.slice(0, -2));
  const [rows = 0, inner = 0] = a.dims.slice(-2);
  const [same, columns = 0] = b.dims.slice(-2);
  if (inner !== same) throw new RangeError(`MatMul of [${a.dims}] and [${b.dims}]`);
  const full = generate([...batch, rows, columns], a.dtype, (index) => {
    const m = index.at(-2) ?? 0;
    const n = index.at(-1) ?? 0;
    const lead = index.slice(0, -2);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += broadcastAt(a, [...lead, m, k]) * broadcastAt(b, [...lead, k, n]);
    return sum;
  });
  const dims = [...batch];
  if (left.dims.length > 1) dims.push(rows);
  if (right.dims.length > 1) dims.push(columns);
  return { ...full, dims };
}

export const linear: Kernels = {
  Gemm: gemm,
  MatMul: (call) => [matmul(input(call, 0), input(call, 1))],
};
