import type { Backend, Program, Session, Tensors } from "./backend.js";
import { keepBlocked } from "./blocked/keep-blocked.js";
import { feedStored } from "./graph/feed-stored.js";
import { checkMemory, sizesOf } from "./graph/memory.js";
import { simplify } from "./graph/simplify.js";
import type { Graph } from "./graph/types.js";
import { write } from "./graph/write.js";
import { runAll } from "./run-all.js";

const weights = "weights";

/**
 * The graph, simplified and written, standing on the weights in `source` (the bytes of the model file) without a copy.
 * Weights that are still stored become inputs, which a runtime need not copy: ONNX Runtime holds two of each initializer
 * while it creates a session, and packs a third for the products. Throws `RegardError("model")` where it would take more
 * memory than any run may.
 */
export function program(graph: Graph, source: Uint8Array): Program {
  return written(keepBlocked(simplify(graph)), source);
}

function written(graph: Graph, source: Uint8Array): Program {
  checkMemory(graph);
  const { lean, fed } = feedStored(graph, weights);
  const bytes = write(lean, { source, location: weights, types: true });
  return { graph: bytes, weights: { location: weights, bytes: source }, fed };
}

/** A session of the program for a graph, which checks before each run what memory its feeds would take. */
export async function openProgram(backend: Backend, graph: Graph, source: Uint8Array): Promise<Session> {
  const { adaptGraph = keepBlocked } = backend;
  const simple = adaptGraph(simplify(graph));
  const session = await backend.create(written(simple, source));
  let checked = "";
  const check = (feeds: Tensors): void => {
    const dims = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, tensor.dims]));
    const key = JSON.stringify(dims);
    if (key !== checked) checkMemory(simple, sizesOf(simple.inputs, dims));
    checked = key;
  };
  return {
    async run(feeds, signal) {
      check(feeds);
      return session.run(feeds, signal);
    },
    async runAll(feeds, signal) {
      for (const each of feeds) check(each);
      return runAll(session, feeds, signal);
    },
    release: () => session.release(),
  };
}
