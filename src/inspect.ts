import { RegardError } from "./errors.js";
import type { Rules } from "./gradient/rule.js";
import { rules as standardRules } from "./gradient/rules/index.js";
import { vjp } from "./gradient/vjp.js";
import { Builder } from "./graph/builder.js";
import { type DType, elementCount } from "./graph/tensor.js";
import type { Dim, Node, Value } from "./graph/types.js";
import type { Model } from "./model/model.js";
import type { Preprocessing } from "./model/preprocessing.js";

/** An input or output of a network. */
export interface Port {
  readonly name: string;
  readonly dtype: DType | null;
  /** Numbers, and symbols for what is not fixed; `null` where nothing is known. */
  readonly shape: readonly Dim[] | null;
}

export interface InspectedLayer extends Pick<Port, "name"> {
  readonly op: string;
  /** For pictures of the model's size. */
  readonly shape: Port["shape"];
  /** How many numbers it brings along. */
  readonly parameters: number;
}

/** How often an operator lies between the pixels and the scores, and whether it has a gradient rule. */
export interface InspectedOperator {
  readonly op: string;
  readonly domain: string;
  readonly count: number;
  readonly hasGradient: boolean;
}

/** What is understood of a model, as plain data. */
export interface Inspection {
  readonly name: string;
  /** The operator set that the file is written in. */
  readonly opset: number;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly preprocessing: Preprocessing;
  /** The size of the pictures that go in. */
  readonly size: Model["size"];
  /** The batch size the network insists on, or `null`. */
  readonly batch: number | null;
  readonly classes: number;
  readonly labels: readonly string[];
  /** The value whose gradient is taken, and what was left out behind it. */
  readonly scores: { readonly name: string; readonly before: "Softmax" | "LogSoftmax" | null };
  readonly parameters: number;
  readonly layers: readonly InspectedLayer[];
  readonly operators: readonly InspectedOperator[];
  /** Why there is no gradient of the scores with respect to the picture; `null` where there is one. */
  readonly obstacle: string | null;
  readonly notes: readonly string[];
}

/** Describes a model: what goes in, what is computed and what can be differentiated. Runs nothing. */
export function inspect(model: Model, rules: Rules = standardRules): Inspection {
  const { name, declared, graph, preprocessing, size, batch, classes, labels, notes } = model;
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((value) => [value, node])));
  const parametersOf = parameterCounter(producers);
  const sized = atSize(model);
  const layers = model.layers.map(({ name, op, value }) => ({
    ...{ name, op, shape: sized(value).type.shape },
    parameters: parametersOf(producers.get(value)),
  }));
  const path = new Set(model.layers.flatMap(({ value }) => producers.get(value) ?? []));
  return {
    ...{ name, opset: declared.opset, inputs: declared.inputs.map(port), outputs: graph.outputs.map(port) },
    ...{ preprocessing, size, batch, classes, labels },
    scores: scoresOf(model, producers),
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    layers,
    operators: count(path, rules),
    obstacle: obstacle(model, rules),
    notes,
  };
}

type Producers = ReadonlyMap<Value | null, Node>;

const port = ({ name, type: { dtype, shape } }: Value): Port => ({ name, dtype, shape });

/** For a value the same one where pictures have the model's size. */
function atSize({ graph, pixels, size: { height, width } }: Model): (value: Value) => Value {
  const g = new Builder({ ...graph, inputs: [], nodes: [] });
  const [batch = "batch"] = pixels.type.shape ?? [];
  const fixed = g.input(pixels.name, "float32", [batch, 3, height, width]);
  const now = g.inline(graph, new Map([[pixels, fixed]]));
  return (value) => now.get(value) ?? value;
}

/** Counts the numbers that lead to a node alone, each of them for the first node that asks. Single numbers are settings. */
function parameterCounter(producers: Producers): (node: Node | undefined) => number {
  const counted = new Set<Value>();
  const of = (value: Value | null): number => {
    if (!value || counted.has(value)) return 0;
    if (value.constant) {
      counted.add(value);
      const { dtype, dims } = value.constant;
      return dims.length > 0 && isWeight(dtype) ? elementCount(dims) : 0;
    }
    const node = producers.get(value);
    return node && isFixed(value) ? node.inputs.reduce((sum, input) => sum + of(input), 0) : 0;
  };
  const isFixed = (value: Value | null): boolean => {
    if (!value || value.constant) return true;
    const node = producers.get(value);
    return node !== undefined && node.inputs.length > 0 && node.inputs.every(isFixed);
  };
  return (node) => node?.inputs.reduce((sum, input) => sum + of(input), 0) ?? 0;
}

const isWeight = (dtype: DType): boolean => /^b?float|^u?int[48]$/.test(dtype);

/** The value that the logits are made from, and the operator that it was fed to in the file. */
function scoresOf({ graph, logits }: Model, producers: Producers): Inspection["scores"] {
  let value = logits;
  for (let node = producers.get(value); node?.name.startsWith("logits/"); node = producers.get(value)) {
    value = node.inputs[0] as Value;
  }
  const ends = graph.nodes.filter(({ op, inputs }) => /^(Log)?Softmax$/.test(op) && inputs[0] === value);
  return { name: value.name, before: (ends[0]?.op as "Softmax" | undefined) ?? null };
}

function count(nodes: Iterable<Node>, rules: Rules): InspectedOperator[] {
  const operators = new Map<string, InspectedOperator>();
  for (const { op, domain } of nodes) {
    const key = `${domain}:${op}`;
    const count = (operators.get(key)?.count ?? 0) + 1;
    operators.set(key, { op, domain, count, hasGradient: domain === "" && Object.hasOwn(rules, op) });
  }
  return [...operators.values()].sort((a, b) => b.count - a.count || a.op.localeCompare(b.op));
}

function obstacle({ graph, logits, input }: Model, rules: Rules): string | null {
  const g = new Builder(graph);
  const seed = g.input("seed", "float32", logits.type.shape ?? []);
  try {
    const [gradient] = vjp(g, logits, seed, [input], rules);
    return gradient ? null : "the scores do not depend on the picture";
  } catch (error) {
    if (error instanceof RegardError) return error.message;
    throw error;
  }
}
