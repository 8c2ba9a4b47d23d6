import { env, InferenceSession, Tensor } from "onnxruntime-node";
import { type Constant, type DType, elementCount } from "../../src/graph/tensor.js";

env.logLevel = "fatal";

const arrays: Partial<Record<DType, (bytes: ArrayBuffer) => ArrayBufferView>> = {
  float32: (bytes) => new Float32Array(bytes),
  float64: (bytes) => new Float64Array(bytes),
  float16: (bytes) => new Uint16Array(bytes),
  int64: (bytes) => new BigInt64Array(bytes),
  uint64: (bytes) => new BigUint64Array(bytes),
  int32: (bytes) => new Int32Array(bytes),
  uint32: (bytes) => new Uint32Array(bytes),
  int16: (bytes) => new Int16Array(bytes),
  uint16: (bytes) => new Uint16Array(bytes),
  int8: (bytes) => new Int8Array(bytes),
  uint8: (bytes) => new Uint8Array(bytes),
  bool: (bytes) => new Uint8Array(bytes),
};

/** A constant as the runtime takes it; `null` for an element type that onnxruntime-node cannot be fed. */
export function fed({ dtype, dims, bytes, strings }: Constant): Tensor | null {
  if (strings) return new Tensor("string", [...strings], dims);
  const data = arrays[dtype]?.(bytes.slice().buffer);
  return data ? new Tensor(dtype as "float32", data as Float32Array<ArrayBuffer>, dims) : null;
}

/** An output in a form that can be compared bit by bit. */
export interface Output {
  readonly dtype: string;
  readonly dims: readonly number[];
  readonly data: Uint8Array | readonly string[];
}

/** Runs a model on inputs given in the order of the model's own; outputs by name. */
export async function run(model: Uint8Array, inputs: readonly Tensor[]): Promise<Map<string, Output>> {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "disabled",
    logSeverityLevel: 4,
  });
  try {
    const feeds = Object.fromEntries(session.inputNames.map((name, i) => [name, inputs[i]] as const));
    const results = await session.run(feeds as Record<string, Tensor>);
    return new Map(session.outputNames.map((name) => [name, output(results[name] as Tensor)]));
  } finally {
    await session.release();
  }
}

function output({ type, dims, data }: Tensor): Output {
  if (type === "string") return { dtype: type, dims, data: data as string[] };
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return { dtype: type, dims, data: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** The elements of an output of float32. */
export function floats(output: Output | undefined): Float32Array {
  if (output?.dtype !== "float32")
    throw new Error(`the output is ${output?.dtype ?? "missing"}, not float32`);
  return new Float32Array((output.data as Uint8Array).slice().buffer);
}

/** A float32 input with different, exactly representable values of both signs. */
export function ramp(dims: readonly number[]): Tensor {
  const data = Float32Array.from({ length: elementCount(dims) }, (_, i) => (((i * 37) % 101) - 50) / 8);
  return new Tensor("float32", data, [...dims]);
}
