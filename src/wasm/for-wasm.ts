import { addPhases, convOverPhases } from "../blocked/phased.js";
import type { Around, Rewrite } from "../blocked/rewrite.js";
import { rewritten } from "../blocked/rewritten.js";
import { splitConcat } from "../blocked/split-concat.js";
import type { Graph, Node } from "../graph/types.js";
import { mask } from "./mask.js";
import { transposeOverPhases } from "./transpose-over-phases.js";

/** Masks, and what they leave of a sum of products. */
const staysFinite = ({ op, inputs }: Node, { isLinear }: Around): boolean =>
  op === "Sign" || (op === "Where" && inputs.slice(1).every((input) => input !== null && isLinear(input)));

const rewrites: readonly Rewrite[] = [mask, splitConcat, transposeOverPhases, convOverPhases, addPhases];

/**
 * The same computation as ONNX Runtime is fastest at in WebAssembly, where it has no blocked layout, and every operator can be
 * mixed with any other. Every value stays what it is, up to the order of sums.
 */
export const forWasm = (graph: Graph): Graph =>
  rewritten(graph, rewrites, { inBlocks: () => false, isFinite: staysFinite });
