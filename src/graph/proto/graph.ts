import { RegardError } from "../../errors.js";
import { constantValue, floatConstant, intConstant } from "../constants.js";
import { type Inferred, inferTypes } from "../infer.js";
import type { Constant } from "../tensor.js";
import { type Attributes, type Graph, type Node, type Type, unknownType, type Value } from "../types.js";
import { readAttribute } from "./attribute.js";
import { checkOperator } from "./check-operator.js";
import type { GraphProto, NodeProto, ValueInfoProto } from "./onnx_pb.js";
import { inOrder } from "./order.js";
import { Scope } from "./scope.js";
import { type External, readTensor } from "./tensor.js";
import { declared, readType } from "./type.js";

/** What the graphs of one file have in common. */
export interface Model extends Pick<Graph, "opset" | "domains" | "functions" | "metadata"> {
  readonly external: External | undefined;
}

/** Reads a graph, and the graphs in its nodes, which see the values of `outer`. */
export function readGraph(proto: GraphProto, model: Model, outer: Scope | null): Graph {
  const { opset, domains, functions, metadata, external } = model;
  const scope = new Scope(outer);
  const types = declarations([...proto.valueInfo, ...proto.output]);
  for (const tensor of proto.initializer) {
    scope.define(
      tensor.name,
      constantValue(readTensor(tensor, `tensor "${tensor.name}"`, external), tensor.name),
    );
  }
  const weights = new Set(proto.initializer.map(({ name }) => name));
  if (proto.sparseInitializer.length > 0) {
    throw new RegardError(
      "model",
      "sparse initializers are not supported; export the model with dense weights",
    );
  }
  const inputs: Value[] = [];
  for (const { name, type } of proto.input) {
    // Old files list weights among the inputs; their values are the weights.
    if (weights.has(name)) continue;
    const value = plainValue(name, readType(type, `input "${name}"`));
    scope.define(name, value);
    inputs.push(value);
  }
  const nodes: Node[] = [];
  for (const node of inOrder(proto)) {
    const read = readNode(node, model, scope, types);
    if (read) nodes.push(read);
  }
  const outputs = proto.output.map(({ name }) => scope.get(name, "the graph's output"));
  return { name: proto.name, opset, domains, inputs, outputs, nodes, functions, metadata };
}

const plainValue = (name: string, type: Type): Value => ({ name, type, constant: null, elements: null });

function declarations(infos: readonly ValueInfoProto[]): ReadonlyMap<string, Type> {
  return new Map(infos.map(({ name, type }) => [name, readType(type, `value "${name}"`)]));
}

/** A node, its outputs defined in `scope`; `null` for a Constant, which becomes a constant. */
function readNode(
  proto: NodeProto,
  model: Model,
  scope: Scope,
  types: ReadonlyMap<string, Type>,
): Node | null {
  const { opType: op, name, output } = proto;
  const domain = proto.domain === "ai.onnx" ? "" : proto.domain;
  const what = `operator ${op} (node "${name || (output[0] ?? "")}")`;
  if (domain === "") checkOperator(proto, model.opset, what);
  const inputs = proto.input.map((input) => (input === "" ? null : scope.get(input, what)));
  const graph = (body: GraphProto): Graph => readGraph(body, model, scope);
  const context = { what, external: model.external, graph };
  const attributes: Attributes = Object.fromEntries(
    proto.attribute.map((attribute) => [attribute.name, readAttribute(attribute, context)]),
  );
  const constant = op === "Constant" && domain === "" ? constantOf(attributes) : null;
  if (constant) {
    const [of = ""] = output;
    scope.define(of, constantValue(constant, of));
    return null;
  }
  const draft = { op, domain, name, inputs, attributes };
  const inferred = infer(
    name === "" ? { ...draft, name: output[0] ?? "" } : draft,
    model,
    output.length,
    scope,
  );
  const outputs = output.map((name, i) => {
    if (name === "") return null;
    const type = declared(inferred[i]?.type ?? unknownType, types.get(name));
    const value = { ...plainValue(name, type), elements: inferred[i]?.elements ?? null };
    scope.define(name, value);
    return value;
  });
  return { ...draft, outputs };
}

function infer(
  node: Omit<Node, "outputs">,
  { opset }: Model,
  outputs: number,
  scope: Scope,
): readonly (Inferred | null)[] {
  try {
    return inferTypes(node, opset, outputs);
  } catch (error) {
    // A branch that cannot run may be one that never does: exporters write both ways and a condition.
    if (scope.nested && error instanceof RegardError) return [];
    throw error;
  }
}

/** The content of a Constant node; `null` for a sparse one, and for what has no plain form. */
function constantOf(attributes: Attributes): Constant | null {
  const [attribute] = Object.values(attributes);
  switch (attribute?.kind) {
    case "tensor":
      return attribute.value;
    case "int":
      return intConstant([attribute.value], []);
    case "ints":
      return intConstant(attribute.value);
    case "float":
      return floatConstant([attribute.value], []);
    case "floats":
      return floatConstant(attribute.value, [attribute.value.length]);
    case "string":
      return { dtype: "string", dims: [], bytes: new Uint8Array(), strings: [attribute.value] };
    case "strings": {
      const strings = attribute.value;
      return { dtype: "string", dims: [strings.length], bytes: new Uint8Array(), strings };
    }
    default:
      return null;
  }
}
