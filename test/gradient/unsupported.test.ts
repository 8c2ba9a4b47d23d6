import { describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Attributes, Value } from "../../src/graph/types.js";

// What a rule has no answer for, it refuses by name; a wrong gradient would look like a right one.

type Inputs = (g: Builder, x: Value) => readonly (Value | null)[];

interface Refused {
  readonly op: string;
  readonly attributes?: Attributes;
  readonly inputs?: Inputs;
  /** How many outputs there are and which of them is differentiated. */
  readonly outputs?: readonly [number, number];
  readonly message: RegExp;
}

const single: Inputs = (_, x) => [x];
const withStatistics: Inputs = (g, x) => [x, ...[0, 1, 2, 3].map(() => g.floats([1, 1]))];
const indexed: Inputs = (g, x) => [x, g.ints([0], [1, 1, 1, 1]), g.floats([1], [1, 1, 1, 1])];

const refused: readonly Refused[] = [
  {
    op: "BatchNormalization",
    inputs: withStatistics,
    attributes: { training_mode: int(1) },
    message: /training_mode = 1 is not supported; export the model for inference/,
  },
  {
    op: "Dropout",
    inputs: (g, x) => [
      x,
      null,
      g.constant({ dtype: "bool", dims: [], bytes: Uint8Array.of(1), strings: null }),
    ],
    message: /training_mode/,
  },
  {
    op: "LayerNormalization",
    inputs: (g, x) => [x, g.floats([1, 1, 1, 1])],
    outputs: [3, 1],
    message: /outputs Mean or InvStdDev/,
  },
  {
    op: "Resize",
    inputs: (g, x) => [x, null, null, g.ints([1, 2, 8, 8])],
    attributes: { keep_aspect_ratio_policy: string("not_larger") },
    message: /keep_aspect_ratio_policy = not_larger/,
  },
  { op: "Mod", inputs: (g, x) => [x, g.floats([2], [])], message: /fmod = 0/ },
  {
    op: "ScatterElements",
    inputs: indexed,
    attributes: { reduction: string("mul") },
    message: /reduction = "mul"/,
  },
  {
    op: "TopK",
    inputs: (g, x) => [x, g.ints([1])],
    message: /Indices output left out/,
  },
  {
    op: "Einsum",
    attributes: { equation: string("nchh->nch") },
    message: /equation = "nchh->nch"/,
  },
  {
    op: "AveragePool",
    attributes: { kernel_shape: ints([1, 1]), strides: ints([4, 4]), auto_pad: string("SAME_UPPER") },
    message: /auto_pad and strides 4,4 over a kernel 1,1/,
  },
  {
    op: "Conv",
    inputs: (g, x) => [x, g.floats(new Float32Array(18), [1, 2, 3, 3])],
    attributes: { dilations: ints([2, 2]), auto_pad: string("SAME_LOWER") },
    message: /auto_pad = SAME_LOWER and dilations/,
  },
  { op: "Gelu", attributes: { approximate: string("sine") }, message: /approximate = "sine"/ },
];

describe("a rule names what it does not support", () => {
  test.each(refused)(
    "$op: $message",
    ({ op, attributes = {}, inputs = single, outputs = [1, 0], message }) => {
      const g = new Builder(22);
      const x = g.input("x", "float32", [1, 2, 4, 4]);
      const names = Array.from({ length: outputs[0] }, (_, i) => `output${i}`);
      const made = g.node(op, inputs(g, x), attributes, { name: "culprit", outputs: names });
      const y = made[outputs[1]] as Value;
      const differentiate = (): unknown =>
        vjp(g, y, g.input("seed", "float32", y.type.shape ?? []), [x], rules);
      expect(differentiate).toThrow(message);
      expect(differentiate).toThrow(/^node "culprit": the gradient of /);
      expect(differentiate).toThrow(RegardError);
    },
  );
});
