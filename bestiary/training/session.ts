import { type Backend, type Graph, type Session, simplify, write } from "regard";
import { nodeBackend } from "regard/node";

/**
 * ONNX Runtime on `threads` threads. Its layout optimizations are off: where weights are inputs they only shuffle memory, and
 * a training step of `squeeze` took a third longer.
 */
export const trainingBackend = (threads = 1): Backend =>
  nodeBackend({ threads, graphOptimization: "extended" });

/** A graph ready to run. */
export const openGraph = (backend: Backend, graph: Graph): Promise<Session> =>
  backend.create({ graph: write(simplify(graph)), weights: null });
