import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Graph, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { evaluate } from "../oracle/interpreter.js";
import type { NdArray } from "../oracle/ndarray.js";

/** Of the largest value of a tensor, with 1 as the least scale: what float32 may lose on the way. */
const tolerance = 1e-4;

function toTensor({ dims, data, dtype }: NdArray): Tensor {
  switch (dtype) {
    case "float32":
      return new Tensor("float32", Float32Array.from(data), dims);
    case "float64":
      return new Tensor("float64", data, dims);
    case "int64":
      return new Tensor("int64", BigInt64Array.from(data, BigInt), dims);
    case "int8":
      return new Tensor("int8", Int8Array.from(data), dims);
    case "uint8":
      return new Tensor("uint8", Uint8Array.from(data), dims);
    case "bool":
      return new Tensor("bool", Uint8Array.from(data), dims);
    default:
      throw new Error(`no input of the harness is ${dtype}`);
  }
}

/** Runs a graph on ONNX Runtime and gives its outputs in order. */
async function runOnRuntime(graph: Graph, feeds: ReadonlyMap<Value, NdArray>): Promise<Tensor[]> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 } as const;
  const session = await InferenceSession.create(write(graph), options);
  try {
    const inputs = graph.inputs.map((value) => [value.name, toTensor(feeds.get(value) as NdArray)]);
    const results = await session.run(Object.fromEntries(inputs));
    return session.outputNames.map((name) => results[name] as Tensor);
  } finally {
    await session.release();
  }
}

/** Runs a graph on ONNX Runtime too. Throws where it refuses the graph or differs from the oracle in shape or value. */
export async function compareWithRuntime(graph: Graph, feeds: ReadonlyMap<Value, NdArray>): Promise<void> {
  const expected = evaluate(graph, feeds);
  const found = await runOnRuntime(graph, feeds);
  for (const [i, want] of expected.entries()) {
    const got = found[i];
    if (`${got?.dims}` !== `${want.dims}`) {
      throw new Error(`ONNX Runtime's output ${i} has shape [${got?.dims}] instead of [${want.dims}]`);
    }
    const values = Float64Array.from(got?.data as ArrayLike<number | bigint>, Number);
    const scale = want.data.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1);
    const at = want.data.findIndex((x, k) => !(Math.abs(x - (values[k] ?? Number.NaN)) <= tolerance * scale));
    if (at >= 0)
      throw new Error(`ONNX Runtime's output ${i}[${at}] is ${values[at]} instead of ${want.data[at]}`);
  }
}
