import { expect, test } from "vitest";
import { differentiateBare, openBare } from "../src/bare.js";
import { read } from "../src/graph/read.js";
import { write } from "../src/graph/write.js";
import { program } from "../src/program.js";
import { network } from "./model/networks.js";

test("weights in another file beside the model are not copied into the programs, but into the file for others", () => {
  const weights = network();
  const bytes = write(read(weights), { source: weights, location: "weights.bin" });
  expect(bytes.length).toBeLessThan(weights.length);
  const apart = openBare({ name: "m", file: "m.onnx", bytes, external: () => weights });
  const whole = openBare({ name: "m", file: "m.onnx", bytes: weights });
  expect(apart.source).toBe(weights);
  expect(program(apart.graph, apart.source)).toEqual(program(whole.graph, whole.source));
  expect(differentiateBare(apart).bytes).toEqual(differentiateBare(whole).bytes);
});
