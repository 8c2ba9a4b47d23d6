import { unknownDim } from "../dim.js";
import type { Value } from "../types.js";
import { either } from "./shape.js";
import { type Infer, type Inferred, inferred, type NodeView, takes } from "./view.js";

/** The branch that runs, where that is known; otherwise only what both have in common. */
const branches: Infer = (node) => {
  const [first, second] = ["then_branch", "else_branch"].map((name) => node.graph(name)?.outputs ?? []);
  const condition = node.numbers(0)?.[0];
  const chosen = condition === undefined ? null : condition === 0 ? second : first;
  return (first ?? []).map(({ type }, i): Inferred | null => {
    const other = second?.[i]?.type;
    const sure = chosen?.[i]?.type;
    if (sure) return { type: sure };
    if (!other || other.dtype !== type.dtype || type.opaque) return null;
    return inferred(type.dtype, either(type.shape, other.shape));
  });
};

/** What is carried from one turn to the next may change its shape; what is scanned gets an axis in front. */
function turns(outputs: readonly Value[], carried: number): (Inferred | null)[] {
  return outputs.map(({ type }, i) => {
    if (type.opaque) return null;
    return inferred(
      type.dtype,
      i < carried || !type.shape ? null : type.shape.map(unknownDim).concat(unknownDim()),
    );
  });
}

const loop: Infer = (node) => {
  const outputs = node.graph("body")?.outputs.slice(1) ?? [];
  return turns(outputs, Math.max(node.node.inputs.length - 2, 0));
};

const scan: Infer = (node: NodeView) => {
  const scanned = node.int("num_scan_inputs", 0);
  const outputs = node.graph("body")?.outputs ?? [];
  return node.opset < 9 ? [] : turns(outputs, node.node.inputs.length - scanned);
};

export const controlOps: Record<string, Infer> = {
  If: takes(1, 1, branches),
  Loop: takes(0, Number.POSITIVE_INFINITY, loop),
  Scan: takes(1, Number.POSITIVE_INFINITY, scan),
};
