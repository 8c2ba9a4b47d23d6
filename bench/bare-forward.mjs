// The least that anybody could do with a model: read the file, create a session, run it once.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";

const [model, shape] = process.argv.slice(2);
const dims = JSON.parse(shape);
const session = await InferenceSession.create(readFileSync(model));
const data = new Float32Array(dims.reduce((product, size) => product * size, 1)).map((_, i) => Math.sin(i));
await session.run({ [session.inputNames[0]]: new Tensor("float32", data, dims) });
