import { create, type UnknownField } from "@bufbuild/protobuf";
import { subgraphsOf } from "../live.js";
import type { Constant } from "../tensor.js";
import type { Attribute, Graph, Node, Value } from "../types.js";
import { writeAttribute } from "./attribute.js";
import { encoded } from "./encoded.js";
import { Names } from "./names.js";
import {
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type ValueInfoProto,
} from "./onnx_pb.js";
import { type Place, writeTensor } from "./tensor.js";
import { writeValueInfo } from "./type.js";

/** Says where the bytes of a constant lie already, so that they need not be written. */
export type Locate = (constant: Constant) => Place | null;

/**
 * From which one on an operator's outputs may be absent. ONNX Runtime 1.30 dies of a Split that leaves one out and refuses
 * others, so whatever must be there has a name, even if nothing reads it.
 */
const optionalFrom: Readonly<Record<string, number>> = {
  Attention: 1,
  BatchNormalization: 1,
  Dropout: 1,
  GRU: 0,
  LayerNormalization: 1,
  LSTM: 0,
  MaxPool: 1,
  RNN: 0,
  SoftmaxCrossEntropyLoss: 1,
  Unique: 1,
};

const mayBeAbsent = (op: string, domain: string, output: number): boolean =>
  domain !== "" || output >= (optionalFrom[op] ?? Number.POSITIVE_INFINITY);

/** Writes the graphs of one model, under names that no two values share. */
export class GraphWriter {
  readonly #names = new Names();
  /** How often each has been asked for. */
  readonly #nodeNames = new Map<string, number>();
  readonly #types = new Map<string, UnknownField>();
  readonly #attributes = new Map<string, UnknownField>();
  readonly #locate: Locate;
  readonly #withTypes: boolean;

  /** `withTypes` writes the types of values between inputs and outputs as well. */
  constructor(locate: Locate, withTypes: boolean) {
    this.#locate = locate;
    this.#withTypes = withTypes;
  }

  /** `outer` are the constants that the graphs around this one define. */
  write(graph: Graph, outer: ReadonlySet<Value> | null = null): GraphProto {
    const names = this.#names;
    const input = graph.inputs.map((value) => this.#declared(value, "input"));
    const produced = new Set(graph.nodes.flatMap((node) => node.outputs));
    const copies: Node[] = [];
    // An output is produced by a node of its own graph, once.
    const outputs = graph.outputs.map((value) => {
      if (produced.delete(value)) return value;
      const copy: Value = { ...value, constant: null, elements: null };
      copies.push({ op: "Identity", domain: "", name: "", inputs: [value], outputs: [copy], attributes: {} });
      return copy;
    });
    const output = outputs.map((value) => this.#declared(value, "output"));
    const nodes = [...graph.nodes, ...copies];
    const own = this.#constants(nodes, outer);
    const known = new Set([...(outer ?? []), ...own]);
    const initializer = [...own].map((value) => {
      const constant = value.constant as Constant;
      return writeTensor(constant, names.of(value, "constant"), this.#locate(constant));
    });
    const node = nodes.map((each) => this.#node(each, known));
    const valueInfo = this.#withTypes && !outer ? this.#between(nodes, outputs) : [];
    return create(GraphProtoSchema, {
      name: graph.name || "graph",
      node,
      initializer,
      input,
      output,
      valueInfo,
    });
  }

  #declared(value: Value, otherwise: string): ValueInfoProto {
    return writeValueInfo(this.#names.of(value, otherwise), value.type, this.#types);
  }

  #between(nodes: readonly Node[], outputs: readonly Value[]): ValueInfoProto[] {
    const isKnown = ({ type }: Value): boolean => type.dtype !== null && type.shape !== null;
    const between = nodes.flatMap((node) => node.outputs.filter((value) => value !== null));
    return between
      .filter((value) => isKnown(value) && !outputs.includes(value))
      .map((value) => this.#declared(value, "value"));
  }

  #node({ op, domain, name, inputs, outputs, attributes }: Node, known: ReadonlySet<Value>): NodeProto {
    const nameOf = (value: Value | null): string => (value === null ? "" : this.#names.of(value, op));
    const node = create(NodeProtoSchema, {
      opType: op,
      // That of ONNX itself goes without saying.
      ...(domain === "" ? {} : { domain }),
      name: this.#nodeName(name),
      // An absent input at the end is left out: ONNX Runtime 1.30 dies of LayerNormalization with an empty name there.
      input: inputs.slice(0, inputs.findLastIndex((value) => value !== null) + 1).map(nameOf),
      output: outputs.map((value, i) =>
        value || mayBeAbsent(op, domain, i) ? nameOf(value) : this.#names.fresh(`${op}_unused`),
      ),
    });
    node.$unknown = Object.entries(attributes).map(([key, attribute]) =>
      this.#attribute(key, attribute, known),
    );
    return node;
  }

  /** Whole numbers and words are the same in many nodes, and encoded once. */
  #attribute(name: string, attribute: Attribute, known: ReadonlySet<Value>): UnknownField {
    const { kind, value } = attribute;
    const key = kind === "int" || kind === "ints" || kind === "string" ? `${name} ${kind} ${value}` : null;
    const spelled = key === null ? undefined : this.#attributes.get(key);
    if (spelled) return spelled;
    const proto = writeAttribute(name, attribute, (graph) => this.write(graph, known));
    const field = encoded(NodeProtoSchema.field.attribute, AttributeProtoSchema, proto);
    if (key !== null) this.#attributes.set(key, field);
    return field;
  }

  /** ONNX Runtime refuses two nodes of one name, which nodes that were copied may have. */
  #nodeName(name: string): string {
    if (name === "") return "";
    const taken = this.#nodeNames;
    let count = taken.get(name) ?? 0;
    const numbered = (): string => (count === 0 ? name : `${name}_${count}`);
    while (taken.has(numbered())) count++;
    const free = numbered();
    taken.set(name, count + 1).set(free, Math.max(1, taken.get(free) ?? 0));
    return free;
  }

  /** The constants to define beside `nodes`: what they read; in the outermost graph, also all that are only pointed to. */
  #constants(nodes: readonly Node[], outer: ReadonlySet<Value> | null): Set<Value> {
    const own = new Set<Value>();
    const visit = (node: Node, inside: boolean): void => {
      for (const value of node.inputs) {
        if (!value?.constant || outer?.has(value)) continue;
        if (!inside || this.#locate(value.constant)) own.add(value);
      }
      if (outer) return;
      for (const graph of subgraphsOf(node)) for (const inner of graph.nodes) visit(inner, true);
    };
    for (const node of nodes) visit(node, false);
    return own;
  }
}
