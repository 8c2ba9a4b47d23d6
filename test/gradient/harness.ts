import type { Rules } from "../../src/gradient/rule.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { type NdArray, ndarray } from "../oracle/ndarray.js";
import { unrounded } from "../oracle/quantize.js";
import { Random } from "../oracle/random.js";
import { type Built, build, type Variant } from "./build.js";
import type { Case, CaseInput, Row } from "./case.js";

const step = 1e-5;
const tolerance = 1e-6;
/** Up to this many elements every coordinate is checked, beyond it this many random ones. */
const coordinates = 12;

/** ⟨seed, outputs⟩ of the forward graph with the inputs moved along `direction`, and nothing quantized rounded. */
function objectiveAt(built: Built, direction: ReadonlyMap<Value, Float64Array>, by: number): number {
  const feeds = new Map(built.feeds);
  for (const [value, along] of direction) {
    const x = built.feeds.get(value) as NdArray;
    feeds.set(value, { ...x, data: x.data.map((v, i) => v + by * (along[i] ?? 0)) });
  }
  let sum = 0;
  for (const [k, output] of evaluate(built.forward, feeds, unrounded).entries()) {
    const seed = built.seeds.get(built.forward.outputs[k] as Value);
    if (!seed) continue;
    const weights = built.feeds.get(seed) as NdArray;
    sum += output.data.reduce((total, y, i) => total + y * (weights.data[i] ?? 0), 0);
  }
  return sum;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/** Directions to look in: two random ones through everything, then single coordinates. */
function* directions(
  built: Built,
  r: Random,
): Generator<readonly [string, ReadonlyMap<Value, Float64Array>]> {
  const size = (value: Value): number => built.feeds.get(value)?.data.length ?? 0;
  for (let i = 0; i < 2; i++) {
    yield [
      "a random direction",
      new Map(
        built.wrt.map((value) => [value, Float64Array.from({ length: size(value) }, () => r.float(-1, 1))]),
      ),
    ];
  }
  for (const value of built.wrt) {
    const all = Array.from({ length: size(value) }, (_, i) => i);
    const chosen = all.length <= coordinates ? all : r.shuffle(all).slice(0, coordinates);
    for (const i of chosen) {
      const along = new Float64Array(all.length);
      along[i] = 1;
      yield [`${value.name}[${i}]`, new Map([[value, along]])];
    }
  }
}

/** The gradients that the rule's graph computes; zeros where the rule gave none. Throws for a gradient of another shape. */
function gradientsOf(built: Built): NdArray[] {
  const results = evaluate(built.graph, built.feeds).slice(built.forward.outputs.length);
  return built.wrt.map((value, i) => {
    const { dims } = built.feeds.get(value) as NdArray;
    if (built.gradients[i] === null) return ndarray(dims, new Float64Array(elementCount(dims)));
    const found = results.shift() as NdArray;
    if (`${found.dims}` !== `${dims}`) {
      throw new Error(`the gradient of ${value.name} has shape [${found.dims}] instead of [${dims}]`);
    }
    return found;
  });
}

/** Compares the gradients of a built case with central differences. Throws at the first that differs. */
export function compareWithDifferences(built: Built, r: Random): void {
  const gradients = new Map(gradientsOf(built).map((found, i) => [built.wrt[i], found.data]));
  for (const [name, direction] of directions(built, r)) {
    const up = objectiveAt(built, direction, step);
    const down = objectiveAt(built, direction, -step);
    const expected = (up - down) / (2 * step);
    let found = 0;
    let scale = 1 + Math.abs(up) * 1e-4;
    for (const [value, along] of direction) {
      const gradient = gradients.get(value) as Float64Array;
      found += dot(gradient, along);
      scale += dot(gradient.map(Math.abs), along.map(Math.abs));
    }
    if (!(Math.abs(found - expected) <= tolerance * scale)) {
      throw new Error(`along ${name}: ${found} instead of ${expected}`);
    }
  }
}

const describeInput = (input: CaseInput | null): string =>
  input === null
    ? "none"
    : `${input.role}[${input.dims}]${input.role === "constant" || input.role === "index" ? `=${input.values}` : ""}`;

/** A case in one line, so that a failure can be understood and repeated. */
export function describeCase(op: string, opset: number, test: Case, variant: Variant): string {
  const attributes = Object.entries(test.attributes ?? {}).map(([name, attribute]) =>
    "value" in attribute ? `${name}=${JSON.stringify(attribute.value)}` : name,
  );
  return `${op}(${test.inputs.map(describeInput).join(", ")}) {${attributes.join(", ")}} opset ${opset}, ${variant}`;
}

export interface Outcome {
  readonly configurations: number;
  readonly failures: readonly string[];
}

/** Checks every configuration of a row, each once in full and once in another variant. */
export async function checkRow(
  op: string,
  row: Row,
  rules: Rules,
  further: (built: Built) => Promise<void> = async () => {},
): Promise<Outcome> {
  const others: readonly Variant[] = [
    "symbolic sizes",
    "constant parameters",
    "symbolic sizes",
    "some wanted",
  ];
  const failures: string[] = [];
  const opsets = row.opsets ?? [18, 22];
  const count = row.count ?? 24;
  for (let i = 0; i < count; i++) {
    const r = new Random(1000 + i);
    const opset = opsets[i % opsets.length] ?? 18;
    const test = row.make(r, opset);
    for (const variant of ["all", others[(i >> 1) % others.length] ?? "all"] as const) {
      try {
        const built = build(op, rules, opset, test, variant, r);
        compareWithDifferences(built, r);
        await further(built);
      } catch (error) {
        failures.push(
          `#${i} ${describeCase(op, opset, test, variant)}\n    ${error instanceof Error ? error.message : error}`,
        );
      }
    }
  }
  return { configurations: 2 * count, failures };
}
