import { RegardError } from "../errors.js";
import { subgraphsOf } from "./live.js";
import { bitsOf, type Constant, isFloat } from "./tensor.js";
import type { Graph, Node, Value } from "./types.js";

/** Throws `RegardError("model")`, with the tensor named, where a weight that the graph uses is not a number. */
export function checkWeights(graph: Graph): void {
  for (const { name, constant } of weightsOf(graph)) {
    const at = constant === null ? null : firstNaN(constant);
    if (at === null) continue;
    const { dtype, dims } = constant as Constant;
    throw new RegardError(
      "model",
      `the weights "${name}" (${dtype}[${dims.join(", ")}]) are NaN at element ${at}; the file is damaged, or the training diverged`,
    );
  }
}

/** The constants that nodes read, in subgraphs too, each once. */
function weightsOf(graph: Graph): ReadonlySet<Value> {
  const found = new Set<Value>();
  const visit = (node: Node): void => {
    for (const input of node.inputs) if (input?.constant) found.add(input);
    for (const inner of subgraphsOf(node)) inner.nodes.forEach(visit);
  };
  graph.nodes.forEach(visit);
  return found;
}

/** The elements that can be NaN. */
type Float = "float32" | "float64" | Half;
type Half = "float16" | "bfloat16";

/** Without its sign, the bits of a half are larger than those of infinity exactly where it is NaN. */
const infinities: Readonly<Record<Half, number>> = { float16: 0x7c00, bfloat16: 0x7f80 };

/** Bytes looked at, and of stored ones read, at a time. */
const [chunk, window] = [1 << 16, 1 << 20];

/** The index of the first element that is NaN. */
function firstNaN(constant: Constant): number | null {
  const { dtype, stored } = constant;
  if (!isFloat(dtype)) return null;
  if (!stored) return firstNaNOf(dtype, constant.bytes);
  const part = new Uint8Array(Math.min(window, stored.byteLength));
  for (let start = 0; start < stored.byteLength; start += window) {
    const bytes = part.subarray(0, stored.byteLength - start);
    stored.read(start, bytes);
    const at = firstNaNOf(dtype, bytes);
    if (at !== null) return (8 * start) / bitsOf(dtype) + at;
  }
  return null;
}

function firstNaNOf(dtype: Float, bytes: Uint8Array): number | null {
  const size = bitsOf(dtype) / 8;
  // A view of a file may begin at any byte, an array of words may not.
  const part = new Uint8Array(chunk);
  const find = finder(dtype, part.buffer);
  for (let start = 0; start < bytes.byteLength; start += chunk) {
    const piece = bytes.subarray(start, start + chunk);
    part.set(piece);
    const at = find(piece.byteLength / size);
    if (at !== null) return start / size + at;
  }
  return null;
}

/** Finds the first NaN among so many elements at the beginning of `buffer`. */
function finder(dtype: Float, buffer: ArrayBuffer): (count: number) => number | null {
  if (dtype === "float32" || dtype === "float64") {
    const words = dtype === "float32" ? new Float32Array(buffer) : new Float64Array(buffer);
    return (count) => {
      const part = words.subarray(0, count);
      // Built in, which is fast from the first weight on.
      return part.includes(Number.NaN) ? part.findIndex(Number.isNaN) : null;
    };
  }
  const infinity = infinities[dtype];
  const words = new Uint16Array(buffer);
  return (count) => {
    for (let i = 0; i < count; i++) if (((words[i] as number) & 0x7fff) > infinity) return i;
    return null;
  };
}
