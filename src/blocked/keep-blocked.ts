import type { Graph } from "../graph/types.js";
import { isBlockedOutput } from "./blocked-values.js";
import { mask } from "./mask.js";
import { addPhases, convOverPhases } from "./phased.js";
import type { Rewrite } from "./rewrite.js";
import { rewritten } from "./rewritten.js";
import { slice } from "./slice.js";
import { splitConcat } from "./split-concat.js";
import { splitConv } from "./split-conv.js";

const rewrites: readonly Rewrite[] = [mask, slice, splitConcat, splitConv, convOverPhases, addPhases];

/**
 * The same computation in operators with which ONNX Runtime stays in the blocked layout of its fast convolutions. Every
 * value stays what it is, up to the order of sums in a convolution whose weights are divided among several.
 */
export const keepBlocked = (graph: Graph): Graph => rewritten(graph, rewrites, { inBlocks: isBlockedOutput });
