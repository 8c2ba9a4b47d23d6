import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tensor } from "../src/graph/tensor.js";
import { readNpyFloats } from "../src/image/npy.js";
import { describeWithData } from "./data.js";

/** What PyTorch computed for a picture. */
export interface Golden {
  /** The picture's place in the test data. */
  readonly image: string;
  readonly target: number;
  /** The picture preprocessed, [1, 3, H, W]. */
  readonly input: Tensor;
  /** [1, classes] */
  readonly logits: Tensor;
  /** ∂ logits[target] / ∂ input */
  readonly gradient: Tensor;
}

export const goldenModels = ["squeezenet1_0", "mobilenet_v1_0.75_192", "tiny_vgg"] as const;

/** A group of tests over what PyTorch computed for one of the models; `root` is the folder of the test data. */
export function describeWithGolden(
  title: string,
  model: (typeof goldenModels)[number],
  tests: (cases: readonly Golden[], root: string) => void,
): void {
  describeWithData(title, `golden/${model}/index.json`, (index) => {
    const array = (name: string): Tensor => readNpyFloats(readFileSync(join(index, "..", name)), name);
    const { cases } = JSON.parse(readFileSync(index, "utf8")) as {
      cases: { image: string; target: number; input: string; logits: string; gradient: string }[];
    };
    tests(
      cases.map(({ image, target, input, logits, gradient }) => ({
        ...{ image, target },
        ...{ input: array(input), logits: array(logits), gradient: array(gradient) },
      })),
      join(index, "../../.."),
    );
  });
}

/** The size of the largest element, whatever its sign. */
export const largest = (values: Float32Array): number =>
  values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** Element by element. */
export function difference(found: Float32Array, expected: Float32Array): Float32Array {
  if (found.length !== expected.length) throw new Error(`${found.length} elements, not ${expected.length}`);
  return found.map((x, i) => x - (expected[i] as number));
}

/** The largest difference, as a part of the largest value expected. */
export const deviation = (found: Float32Array, expected: Float32Array): number =>
  largest(difference(found, expected)) / largest(expected);
