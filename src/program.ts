import type { Program } from "./backend.js";
import { simplify } from "./graph/simplify.js";
import type { Graph } from "./graph/types.js";
import { write } from "./graph/write.js";

const weights = "weights";

/** The graph, simplified and written, standing on the weights in `source` (the bytes of the model file) without a copy. */
export function program(graph: Graph, source: Uint8Array): Program {
  const bytes = write(simplify(graph), { source, location: weights });
  return { graph: bytes, weights: { location: weights, bytes: source } };
}
