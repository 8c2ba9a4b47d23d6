import { create } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  type GraphProto,
  GraphProtoSchema,
  AttributeProto_AttributeType as Kind,
  type ModelProto,
  type NodeProto,
  NodeProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type TypeProto,
} from "../../src/graph/proto/onnx_pb.js";

/** One change of a model: which, and three numbers that say where and how. */
export interface Edit {
  readonly kind: keyof typeof edits;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

type Change = (graph: GraphProto, model: ModelProto, other: GraphProto, at: Omit<Edit, "kind">) => void;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
const integers = [
  0n,
  1n,
  -1n,
  2n,
  3n,
  -2n,
  64n,
  2n ** 31n,
  2n ** 32n,
  2n ** 40n,
  2n ** 62n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];
const integer = (at: number): bigint => pick(integers, at) as bigint;

/** Names of values that the graph has, and two that it has not. */
function names({ node, input, initializer }: GraphProto): string[] {
  const all = [...input, ...initializer].map(({ name }) => name);
  return [...all, ...node.flatMap((each) => [...each.input, ...each.output]), "", "nowhere"];
}

const attributesOf = ({ node }: GraphProto): AttributeProto[] => node.flatMap(({ attribute }) => attribute);
const tensorsOf = (graph: GraphProto): TensorProto[] => [
  ...graph.initializer,
  ...attributesOf(graph).flatMap(({ t }) => (t ? [t] : [])),
];
const typesOf = ({ input, output, valueInfo }: GraphProto): TypeProto[] =>
  [...input, ...output, ...valueInfo].flatMap(({ type }) => (type ? [type] : []));

/** A change of a list that every node has. */
const onList =
  (field: "input" | "output", change: (list: string[], name: string, at: number) => void): Change =>
  (graph, _, __, { a, b, c }) => {
    const node = pick(graph.node, a);
    if (node) change(node[field], pick(names(graph), c) as string, b % Math.max(node[field].length, 1));
  };

const lists = (field: "input" | "output") => ({
  [`drop ${field}`]: onList(field, (list, _, at) => list.splice(at, 1)),
  [`add ${field}`]: onList(field, (list, name, at) => list.splice(at, 0, name)),
  [`rename ${field}`]: onList(field, (list, name, at) => list.splice(at, 1, name)),
  [`leave ${field} out`]: onList(field, (list, _, at) => list.splice(at, 1, "")),
});

/** Puts a node into the branches of an If, or into the body of a Loop or a Scan. */
function nest(graph: GraphProto, op: string, at: number): void {
  const node = pick(graph.node, at);
  if (!node) return;
  const body = create(GraphProtoSchema, {
    name: "body",
    node: [node],
    output: node.output.filter((name) => name !== "").map((name) => ({ name })),
  });
  const bodies = op === "If" ? ["then_branch", "else_branch"] : ["body"];
  const outer: NodeProto = create(NodeProtoSchema, {
    opType: op,
    input: [pick(names(graph), at) as string],
    output: [...node.output],
    attribute: bodies.map((name) => ({ name, type: Kind.GRAPH, g: body })),
  });
  graph.node.splice(graph.node.indexOf(node), 1, outer);
}

/** What a structural mutant may differ in from a model. */
export const edits: Readonly<Record<string, Change>> = {
  "drop node": ({ node }, _, __, { a }) => void node.splice(a % Math.max(node.length, 1), 1),
  "repeat node": ({ node }, _, __, { a, b }) => {
    const found = pick(node, a);
    if (found) node.splice(b % node.length, 0, found);
  },
  "swap nodes": ({ node }, _, __, { a, b }) => {
    const [i, j] = [a % Math.max(node.length, 1), b % Math.max(node.length, 1)];
    [node[i], node[j]] = [node[j] as NodeProto, node[i] as NodeProto];
    if (node[0] === undefined) node.length = 0;
  },
  "splice node": ({ node }, _, other, { a, b }) => {
    const found = pick(other.node, a);
    if (found) node.splice(b % Math.max(node.length, 1), 0, found);
  },
  "other operator": ({ node }, _, other, { a, b }) => {
    const [found, like] = [pick(node, a), pick(other.node, b)];
    if (found && like) found.opType = like.opType;
  },
  "other domain": ({ node }, _, __, { a, b }) => {
    const found = pick(node, a);
    if (found) found.domain = pick(["", "ai.onnx", "com.microsoft", "nowhere"], b) as string;
  },
  ...lists("input"),
  ...lists("output"),
  "drop attribute": ({ node }, _, __, { a, b }) => {
    const list = pick(node, a)?.attribute;
    list?.splice(b % Math.max(list.length, 1), 1);
  },
  "splice attribute": ({ node }, _, other, { a, b }) => {
    const found = pick(attributesOf(other), b);
    if (found) pick(node, a)?.attribute.push(found);
  },
  "rename attribute": (graph, _, other, { a, b }) => {
    const [found, like] = [pick(attributesOf(graph), a), pick(attributesOf(other), b)];
    if (found && like) found.name = like.name;
  },
  "other attribute kind": (graph, _, __, { a, b }) => {
    const found = pick(attributesOf(graph), a);
    if (found) found.type = b % 16;
  },
  "other attribute value": (graph, _, __, { a, b, c }) => {
    const found = pick(attributesOf(graph), a);
    if (!found) return;
    found.i = integer(b);
    found.f = pick([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e38], b) as number;
    if (found.ints.length > 0) found.ints[c % found.ints.length] = integer(b);
    if (found.s.length > 0) found.s = found.s.slice(b % 2);
  },
  "longer attribute": (graph, _, __, { a, b, c }) => {
    const found = pick(attributesOf(graph), a);
    if (c % 2) found?.ints.pop();
    else found?.ints.push(integer(b));
  },
  "attribute refers": (graph, _, __, { a }) => {
    const found = pick(attributesOf(graph), a);
    if (found) found.refAttrName = found.name;
  },
  "other opset": (_, { opsetImport }, __, { a, b }) => {
    const found = pick(opsetImport, a);
    if (found) found.version = BigInt(b % 30) - 1n;
  },
  "other size": (graph, _, __, { a, b, c }) => {
    const value = pick(typesOf(graph), a)?.value;
    if (value?.case !== "tensorType") return;
    const dim = pick(value.value.shape?.dim ?? [], b);
    if (dim)
      dim.value = c % 3 ? { case: "dimValue", value: integer(c) } : { case: "dimParam", value: `d${c % 5}` };
  },
  "other rank": (graph, _, __, { a, b }) => {
    const value = pick(typesOf(graph), a)?.value;
    if (value?.case !== "tensorType") return;
    if (b % 3 === 0) delete value.value.shape;
    else if (b % 3 === 1) value.value.shape?.dim.pop();
    else value.value.shape?.dim.push(...value.value.shape.dim.slice(0, 1));
  },
  "other element type": (graph, _, __, { a, b }) => {
    const value = pick(typesOf(graph), a)?.value;
    if (value?.case === "tensorType") value.value.elemType = b % 28;
  },
  "drop input of the graph": ({ input }, _, __, { a }) => void input.splice(a % Math.max(input.length, 1), 1),
  "drop output of the graph": ({ output }, _, __, { a }) =>
    void output.splice(a % Math.max(output.length, 1), 1),
  "rename output of the graph": (graph, _, __, { a, b }) => {
    const found = pick(graph.output, a);
    if (found) found.name = pick(names(graph), b) as string;
  },
  "input with content": (graph, _, __, { a, b }) => {
    const found = pick(graph.input, a);
    const value = found?.type?.value;
    if (value?.case !== "tensorType") return;
    const dims = (value.value.shape?.dim ?? []).map((dim) =>
      dim.value.case === "dimValue" ? dim.value.value : 1n,
    );
    const count = Number(dims.reduce((product, dim) => product * dim, 1n));
    if (!(count >= 0 && count < 10000)) return;
    const size = value.value.elemType === 7 || value.value.elemType === 11 ? 8 : 4;
    const rawData = Uint8Array.from({ length: count * size }, (_, i) =>
      b % 3 ? (i % size ? 0 : (i / size + b) % 4) : b % 256,
    );
    const { elemType: dataType } = value.value;
    graph.initializer.push(create(TensorProtoSchema, { name: found?.name ?? "", dims, dataType, rawData }));
  },
  "tensor of other size": (graph, _, __, { a, b, c }) => {
    const found = pick(tensorsOf(graph), a);
    if (found && found.dims.length > 0) found.dims[b % found.dims.length] = integer(c);
  },
  "tensor of other rank": (graph, _, __, { a, b }) => {
    const found = pick(tensorsOf(graph), a);
    found?.dims.splice(b % (found.dims.length + 1), 0, 1n);
  },
  "tensor of other type": (graph, _, __, { a, b }) => {
    const found = pick(tensorsOf(graph), a);
    if (found) found.dataType = b % 28;
  },
  "other content": (graph, _, __, { a, b, c }) => {
    const found = pick(tensorsOf(graph), a);
    if (!found) return;
    found.rawData = found.rawData.slice();
    if (found.rawData.length > 0) found.rawData[b % found.rawData.length] = c % 256;
    if (found.int64Data.length > 0) found.int64Data[b % found.int64Data.length] = integer(c);
  },
  "splice tensor": (graph, _, other, { a, b }) => {
    const [found, donated] = [pick(tensorsOf(graph), a), pick(tensorsOf(other), b)];
    if (found && donated) Object.assign(found, { ...donated, name: found.name });
  },
  "tensor elsewhere": (graph, _, __, { a, b }) => {
    const found = pick(tensorsOf(graph), a);
    if (!found) return;
    found.dataLocation = 1;
    const value = pick(["/etc/passwd", "../x", "weights", "model.onnx", "*/_ORT_MEM_ADDR_/*"], b) as string;
    found.externalData = [create(StringStringEntryProtoSchema, { key: "location", value })];
  },
  "repeat tensor": ({ initializer }, _, __, { a }) => {
    const found = pick(initializer, a);
    if (found) initializer.push(found);
  },
  "into If": (graph, _, __, { a }) => nest(graph, "If", a),
  "into Loop": (graph, _, __, { a }) => nest(graph, "Loop", a),
  "into Scan": (graph, _, __, { a }) => nest(graph, "Scan", a),
};

/** Changes a model, which nothing else must hold; `other` is where foreign parts come from. */
export function mutate(model: ModelProto, other: ModelProto, list: readonly Edit[]): void {
  const [graph, donor] = [model.graph, other.graph];
  if (!graph || !donor) return;
  for (const { kind, ...at } of list) edits[kind]?.(graph, model, donor, at);
}
