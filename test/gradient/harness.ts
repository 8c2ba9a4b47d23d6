import type { Rules } from "../../src/gradient/rule.js";
import { vjp } from "../../src/gradient/vjp.js";
import { Builder } from "../../src/graph/builder.js";
import { floatConstant, intConstant } from "../../src/graph/constants.js";
import type { Constant } from "../../src/graph/tensor.js";
import type { Dim, Graph, Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { isFloat, type NdArray, ndarray, sizeOf } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";
import type { Case, CaseInput, Row } from "./case.js";
import { addInput } from "./run.js";

/** How a configuration is put into a graph. */
export type Variant =
  | "all"
  | "constant parameters"
  | "symbolic sizes"
  | "some wanted"
  /** Nothing is known of the inputs of the run, not even the rank. */
  | "unknown shapes";

/** A graph from a case's inputs and seeds to its outputs and gradients, with the values to run it on. */
export interface Built {
  readonly graph: Graph;
  readonly feeds: ReadonlyMap<Value, NdArray>;
  /** The forward computation alone. */
  readonly forward: Graph;
  readonly seeds: ReadonlyMap<Value, Value>;
  /** The differentiated inputs and, in the same order, the gradients that the rule gave. */
  readonly wrt: readonly Value[];
  readonly gradients: readonly (Value | null)[];
}

const step = 1e-5;
const tolerance = 1e-6;
/** Up to this many elements every coordinate is checked, beyond it this many random ones. */
const coordinates = 12;

const bytesOf = (input: CaseInput): Constant => {
  if (isFloat(input.dtype)) return floatConstant(input.values, input.dims, input.dtype);
  if (input.dtype === "int64") return intConstant(input.values, input.dims);
  return { dtype: input.dtype, dims: input.dims, bytes: Uint8Array.from(input.values), strings: null };
};

/** Sizes as numbers, or some of them as symbols: one for each size, or one for each axis of each input. */
function declared(input: CaseInput, name: string, r: Random | null, shared: boolean): Dim[] {
  return input.dims.map((size, axis) => {
    if (r === null || !input.symbolic.includes(axis) || r.chance(0.3)) return size;
    return shared ? `size${size}` : `${name}_${axis}`;
  });
}

/** Builds the graph of value and gradients of one case. */
export function build(
  op: string,
  rules: Rules,
  opset: number,
  test: Case,
  variant: Variant,
  r: Random,
): Built {
  const g = new Builder(opset);
  const feeds = new Map<Value, NdArray>();
  const shared = r.chance();
  const candidates: Value[] = [];
  const inputs = test.inputs.map((input, i) => {
    if (input === null) return null;
    const fixed =
      input.role === "constant" || (input.role === "parameter" && variant === "constant parameters");
    if (fixed) return g.constant(bytesOf(input), `input${i}`);
    const dynamic = variant === "symbolic sizes" ? r : null;
    const sizes = variant === "unknown shapes" ? null : declared(input, `input${i}`, dynamic, shared);
    const value = addInput(g, `input${i}`, { ...input, declared: sizes });
    feeds.set(value, ndarray(input.dims, input.values, input.dtype));
    if (input.role !== "index") candidates.push(value);
    return value;
  });
  const chosen = variant === "some wanted" ? candidates.filter(() => r.chance()) : candidates;
  const wrt = chosen.length > 0 ? chosen : candidates;

  const options = { name: "node", outputs: test.outputs ?? ["output"] };
  const outputs = test.nodes ? test.nodes(g, inputs, op) : g.node(op, inputs, test.attributes, options);
  const differentiable = test.differentiable ?? outputs.map((_, i) => i);
  const picked = differentiable.filter(() => r.chance(0.7));
  const seeded = new Set(picked.length > 0 ? picked : differentiable);
  const all = outputs.filter((value) => value !== null);
  const forward = g.graph(all);
  const results = new Map(evaluate(forward, feeds).map((result, i) => [all[i], result]));

  const seeds = new Map<Value, Value>();
  const directions = outputs.map((output, i) => {
    if (output === null || !seeded.has(i)) return null;
    const { dims, dtype } = results.get(output) as NdArray;
    const dynamic = variant === "symbolic sizes" || variant === "unknown shapes";
    const known = dynamic ? (output.type.shape ?? dims.map((_, axis) => `seed${i}_${axis}`)) : dims;
    const seed = g.input(`seed${i}`, dtype, known);
    feeds.set(
      seed,
      ndarray(
        dims,
        Array.from({ length: sizeOf(dims) }, () => r.float(-1, 1)),
        dtype,
      ),
    );
    seeds.set(output, seed);
    return seed;
  });
  // One objective made of several outputs: an operator of the harness's own, whose gradients are the seeds.
  const objective = g.op("Objective", outputs);
  const gradients = vjp(g, objective, g.scalar(1), wrt, { ...rules, Objective: () => directions });
  const graph = g.graph([...all, ...gradients.filter((value) => value !== null)]);
  return { graph, feeds, forward, seeds, wrt, gradients };
}

/** ⟨seed, outputs⟩ of the forward graph with the inputs moved along `direction`. */
function objectiveAt(built: Built, direction: ReadonlyMap<Value, Float64Array>, by: number): number {
  const feeds = new Map(built.feeds);
  for (const [value, along] of direction) {
    const x = built.feeds.get(value) as NdArray;
    feeds.set(value, { ...x, data: x.data.map((v, i) => v + by * (along[i] ?? 0)) });
  }
  let sum = 0;
  for (const [k, output] of evaluate(built.forward, feeds).entries()) {
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
export function gradientsOf(built: Built): NdArray[] {
  const results = evaluate(built.graph, built.feeds).slice(built.forward.outputs.length);
  return built.wrt.map((value, i) => {
    const { dims } = built.feeds.get(value) as NdArray;
    if (built.gradients[i] === null) return ndarray(dims, new Float64Array(sizeOf(dims)));
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
