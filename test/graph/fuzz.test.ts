import fc from "fast-check";
import { expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { upgrade } from "../../src/graph/upgrade.js";
import { checkWeights } from "../../src/graph/weights.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { cases, unpack } from "./archive.js";

describeWithData("damaged files", "onnx/node_tests.tgz", (path) => {
  test("are read or refused, and nothing else happens", () => {
    const models = cases(unpack(path)).map(({ model }) => model);
    const damage = fc.record({
      which: fc.nat(models.length - 1),
      bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ which, bytes }) => {
        const model = (models[which] as Uint8Array).slice();
        for (const [at, byte] of bytes) model[at % model.length] = byte;
        try {
          const graph = read(model);
          checkWeights(graph);
          write(simplify(upgrade(graph)));
        } catch (error) {
          expect(error).toBeInstanceOf(RegardError);
          refused++;
        }
      }),
      { numRuns: 5000, seed: 4 },
    );
    console.log(`damaged files: 5000, ${refused} refused`);
    expect(refused).toBeGreaterThan(1000);
  });
});
