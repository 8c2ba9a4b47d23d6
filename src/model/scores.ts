import { RegardError, unknownName } from "../errors.js";
import { attribute, int } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { dtypes } from "../graph/tensor.js";
import type { Attributes, Node, Value } from "../graph/types.js";
import { described } from "./picture-input.js";

/** The output of a network that scores classes. */
export interface ScoresOutput {
  readonly value: Value;
  readonly classes: number;
  /** What had to be assumed, in sentences. */
  readonly notes: readonly string[];
}

/** What is known of the scores beside the outputs themselves. */
export interface ScoresHint {
  /** The name that a person gave. */
  readonly output?: string | undefined;
  /** How many classes have names. */
  readonly labels?: number | undefined;
}

/**
 * The output that scores classes: [N, C], or the same with axes of 1. Of several, the one asked for, one that has as many
 * classes as there are labels, or the first, which the notes then say. Throws `RegardError` where there is none.
 */
export function findScores(outputs: readonly Value[], { output, labels }: ScoresHint): ScoresOutput {
  const candidates = outputs.flatMap((value) => {
    const classes = classesOf(value);
    return classes === null ? [] : [{ value, classes }];
  });
  const list = outputs.map(described).join(", ");
  if (output !== undefined) {
    const asked = candidates.find(({ value }) => value.name === output);
    if (asked) return { ...asked, notes: [] };
    const names = outputs.map(({ name }) => name);
    if (!names.includes(output)) throw unknownName("output", output, names);
    throw new RegardError("model", `the output ${output} does not score classes, [N, C]; outputs: ${list}`);
  }
  const labelled = candidates.filter(({ classes }) => classes === labels);
  const [best, second] = labelled.length > 0 ? labelled : candidates;
  if (!best) {
    throw new RegardError(
      "model",
      `no output of the network scores classes: expected floats [N, C], outputs: ${list || "none"}`,
    );
  }
  if (!second) return { ...best, notes: [] };
  const note = `Several outputs could be the scores of the classes (${list}): "${best.value.name}" is taken.`;
  return { ...best, notes: [note] };
}

function classesOf({ type: { dtype, shape } }: Value): number | null {
  if (!shape || shape.length < 2 || !(dtype === null || /^b?float(16|32|64)$/.test(dtype))) return null;
  const [classes = 1, ...more] = shape.slice(1).filter((dim) => dim !== 1);
  return typeof classes === "number" && classes > 0 && more.length === 0 ? classes : null;
}

/** Operators that leave every number as it is. */
const views = ["Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout", "Cast"];
/** Beside these, what a quantized network may have behind its Softmax. */
const roundings = ["QuantizeLinear", "DequantizeLinear"];
/** Operators that commute with leaving out a ReLU before them: they only move, convert or average. */
const averages = ["GlobalAveragePool", "AveragePool", "ReduceMean", ...views];

/** The scores before a final Softmax or LogSoftmax as float32 [N, classes]; the scores themselves where there is none. */
export function addLogits(g: Builder, scores: Value, classes: number): Value {
  const { end } = chain(g, scores, [...views, ...roundings]);
  const isSoftmax = end?.domain === "" && (end.op === "Softmax" || end.op === "LogSoftmax");
  const before = isSoftmax && end.inputs[0] ? end.inputs[0] : null;
  return asRows(g, before && isOver(end as Node, before, classes) ? before : scores);
}

/** The same logits with the ReLU left out that they are averaged from, or `null` where there is no such ReLU. */
export function addLogitsBeforeRelu(g: Builder, logits: Value): Value | null {
  const { nodes, end } = chain(g, logits, averages);
  if (end?.domain !== "" || end.op !== "Relu" || !end.inputs[0]) return null;
  return nodes.reduceRight((value, { op, inputs, attributes, name }) => {
    return g.op(op, [value, ...inputs.slice(1)], attributes, { name: name && `${name}/before_relu` });
  }, end.inputs[0]);
}

/** The nodes of these operators that lead to a value, last first, and the first node that is another. */
function chain(
  g: Builder,
  from: Value,
  ops: readonly string[],
): { readonly nodes: Node[]; readonly end: Node | null } {
  const nodes: Node[] = [];
  const producers = new Map(g.nodes.map((node) => [node.outputs[0], node]));
  for (let at: Value | null = from; at; ) {
    const node = producers.get(at);
    if (node?.domain !== "" || !ops.includes(node.op)) return { nodes, end: node ?? null };
    nodes.push(node);
    at = node.inputs[0] ?? null;
  }
  return { nodes, end: null };
}

/** Whether a Softmax runs over the classes, as far as is known; one over something else is part of the network. */
function isOver(softmax: Node, { type: { shape } }: Value, classes: number): boolean {
  const axis = attribute(softmax, "int", "axis", -1);
  return !shape || shape.at(axis) === classes || typeof shape.at(axis) === "string";
}

/** Scores as float32 [N, classes], whatever axes of 1 and element type they have. */
export function asRows(g: Builder, value: Value): Value {
  const add = (op: string, input: Value, attributes: Attributes): Value =>
    g.op(op, [input], attributes, { name: `logits/${op}`, outputs: [`logits/${op}`] });
  const { dtype, shape } = value.type;
  const single = dtype === "float32" ? value : add("Cast", value, { to: int(dtypes.float32) });
  return shape?.length === 2 ? single : add("Flatten", single, { axis: int(1) });
}
