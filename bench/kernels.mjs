// What ONNX Runtime's profiler says of the kernels of a session.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ort from "onnxruntime-node";
import { readAll } from "../dist/graph/stored.js";
import { elementsOf } from "../dist/onnxruntime/tensor.js";
import { median } from "./median.mjs";

const folder = mkdtempSync(join(tmpdir(), "regard-profile-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Runs whose times are left out: memory is still being laid out. */
const warmUps = 2;

/** The kernels that a run of a program consists of, in their order, each with its median time in milliseconds. */
export async function kernelsOf({ graph, weights, fed = [] }, feeds, { threads, runs }) {
  const prefix = `${count++}`;
  const session = await ort.InferenceSession.create(graph, {
    intraOpNumThreads: threads,
    enableProfiling: true,
    profileFilePrefix: join(folder, prefix),
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
    externalData: weights ? [{ path: weights.location, data: weights.bytes }] : [],
  });
  const toOrt = ({ data, dims }) => new ort.Tensor("float32", data, dims);
  const stored = fed.map((weight) => [
    weight.name,
    { ...weight, data: elementsOf(weight, readAll(weight.stored).slice().buffer) },
  ]);
  const given = Object.fromEntries(
    [...stored, ...Object.entries(feeds)].map(([name, tensor]) => [name, toOrt(tensor)]),
  );
  for (let run = 0; run < runs + warmUps; run++) await session.run(given);
  session.endProfiling();
  await session.release();
  const file = join(
    folder,
    readdirSync(folder).find((each) => each.startsWith(`${prefix}_`)),
  );
  const events = JSON.parse(readFileSync(file, "utf8")).filter(
    ({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"),
  );
  rmSync(file);
  const each = events.length / (runs + warmUps);
  return events.slice(0, each).map(({ name, args }, at) => {
    const times = Array.from({ length: runs }, (_, run) => events[(run + warmUps) * each + at].dur / 1000);
    return {
      name: name.replace(/_kernel_time$/, ""),
      op: args.op_name,
      shapes: args.input_type_shape.map((shape) => Object.values(shape)[0]),
      milliseconds: median(times),
    };
  });
}

/** Whether a kernel carries values into the blocked layout or out of it. */
export const isReordering = ({ name }) => name.startsWith("Reorder");

export const sumOf = (kernels) => kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
