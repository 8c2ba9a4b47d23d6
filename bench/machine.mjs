// Where the measures are taken.

import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { here } from "./run.mjs";

export function machine() {
  const { version, optionalDependencies } = JSON.parse(readFileSync(here("../package.json"), "utf8"));
  const versions = { node: process.version, ...optionalDependencies, regard: version };
  return { cpu: cpus()[0]?.model, cores: availableParallelism(), memory: totalmem(), versions };
}

export function describe({ cpu, cores, memory, versions }) {
  const runtime = `onnxruntime-node ${versions["onnxruntime-node"]}, Node ${versions.node}`;
  return `${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GiB; ${runtime}`;
}
