import type * as Ort from "onnxruntime-common";
import type { Program, Tensors } from "../backend.js";
import { fromOrt, toOrt } from "./tensor.js";

// What every build of ONNX Runtime for JavaScript does alike.

export type Runtime = Pick<typeof Ort, "InferenceSession" | "Tensor" | "env">;

/** A session, and what is fed to each of its runs beside what a run brings. */
export interface Opened {
  readonly session: Ort.InferenceSession;
  readonly weights: Readonly<Record<string, Ort.Tensor>>;
}

/** A session of the graph of a program, standing on the file that it points into. */
export const createSession = (
  runtime: Runtime,
  { graph, weights }: Omit<Program, "fed">,
  options: Ort.InferenceSession.SessionOptions,
): Promise<Ort.InferenceSession> =>
  runtime.InferenceSession.create(graph, {
    // Whatever fails is thrown; written to the terminal as well it would be in the way.
    logSeverityLevel: 4,
    ...options,
    externalData: weights ? [{ path: weights.location, data: weights.bytes }] : [],
  });

/** The outputs of a session for feeds. */
export async function runSession(
  runtime: Runtime,
  { session, weights }: Opened,
  feeds: Tensors,
): Promise<Tensors> {
  const fed = Object.entries(feeds).map(([name, tensor]) => [name, toOrt(runtime, tensor)] as const);
  const results = await session.run({ ...Object.fromEntries(fed), ...weights });
  return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(name, tensor)]));
}
