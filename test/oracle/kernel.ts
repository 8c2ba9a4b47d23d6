import type { Node } from "../../src/graph/types.js";
import type { NdArray } from "./ndarray.js";

/** One node about to be evaluated; attributes are read from `node` with `attribute`. */
export interface Call {
  readonly node: Node;
  readonly opset: number;
  readonly inputs: readonly (NdArray | null)[];
}

/** What an operator computes, written for obviousness and not for speed. */
export type Kernel = (call: Call) => readonly NdArray[];

export type Kernels = Readonly<Record<string, Kernel>>;

/** The input at a position. Throws where it is absent. */
export function input(call: Call, position: number): NdArray {
  const found = call.inputs[position];
  if (!found) throw new RangeError(`${call.node.op} "${call.node.name}": input ${position} is absent`);
  return found;
}

/** The elements of an optional input, or null. */
export function listInput(call: Call, position: number): number[] | null {
  const found = call.inputs[position];
  return found ? Array.from(found.data) : null;
}
