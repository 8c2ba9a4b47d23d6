import { fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type ModelProto, ModelProtoSchema } from "../../src/graph/proto/onnx_pb.js";
import { describeWithData } from "../data.js";
import { cases, unpack } from "./archive.js";
import { type Edit, edits, mutate } from "./mutate.js";
import { type Request, Watchdog } from "./watchdog.js";

/** More mutants by this factor; the seed stays, so that the first ones are the same. */
const factor = Number(process.env.REGARD_FUZZ ?? 1);
const seed = 4;

const watchdog = new Watchdog(new URL("./reading-worker.mjs", import.meta.url));
afterAll(() => watchdog.close());

describeWithData("files that mean harm", "onnx/node_tests.tgz", (path) => {
  const models = cases(unpack(path)).map(({ model }) => model);
  const any = fc.nat(models.length - 1);

  /** Has all files read; gives how many were refused. Whatever else happens fails, with the seed and what was damaged. */
  async function refusals<T>(damage: fc.Arbitrary<T>, file: (of: T) => Uint8Array, numRuns: number) {
    let refused = 0;
    const property = fc.asyncProperty(damage, async (of) => {
      if ((await watchdog.ask(file(of))) === "refused") refused++;
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
    return refused;
  }

  test("with other bytes are read or refused in time, and nothing else happens", async () => {
    const damage = fc.record({
      which: any,
      bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      cut: fc.option(fc.nat(), { freq: 8 }),
    });
    const damaged = ({ which, bytes, cut }: typeof damage extends fc.Arbitrary<infer T> ? T : never) => {
      const model = (models[which] as Uint8Array).slice();
      for (const [at, byte] of bytes) model[at % model.length] = byte;
      return cut === null ? model : model.slice(0, cut % model.length);
    };
    const count = 20_000 * factor;
    const refused = await refusals(damage, damaged, count);
    console.log(`mutants of bytes (seed ${seed}): ${count}, ${refused} refused`);
    expect(refused).toBeGreaterThan(count / 5);
    expect(refused).toBeLessThan(count);
  });

  test("with other parts are read or refused in time, and nothing else happens", async () => {
    const edit: fc.Arbitrary<Edit> = fc.record({
      kind: fc.constantFrom(...(Object.keys(edits) as Edit["kind"][])),
      a: fc.nat(),
      b: fc.nat(),
      c: fc.nat(),
    });
    const damage = fc.record({
      which: any,
      donor: any,
      list: fc.array(edit, { minLength: 1, maxLength: 4 }),
    });
    const parsed = (which: number): ModelProto => fromBinary(ModelProtoSchema, models[which] as Uint8Array);
    const count = 10_000 * factor;
    const refused = await refusals(
      damage,
      ({ which, donor, list }) => {
        const model = parsed(which);
        mutate(model, parsed(donor), list);
        return toBinary(ModelProtoSchema, model);
      },
      count,
    );
    console.log(`mutants of structure (seed ${seed}): ${count}, ${refused} refused`);
    expect(refused).toBeGreaterThan(count / 5);
    expect(refused).toBeLessThan(count);
  });
});

describe("the watchdog", () => {
  test.each<[string, Request, RegExp]>([
    ["a loop without end", "hang", /no answer in 10 s/],
    ["a thread that ends", "end", /ended with 7/],
    ["an error for nobody", "throw", /an odd error/],
  ])("notices %s, and goes on with another thread", async (_, request, message) => {
    await expect(watchdog.ask(request)).rejects.toThrow(message);
    expect(await watchdog.ask(new Uint8Array(4))).toBe("refused");
  });
});
