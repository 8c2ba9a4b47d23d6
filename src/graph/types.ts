import type { Constant, DType } from "./tensor.js";

/**
 * The size of one dimension: a number, or a symbol such as `"batch"`. Equal symbols are equal sizes; different symbols
 * may or may not be. Sizes computed from symbols are symbols spelled in one canonical way (`"floor((height+1)/2)"`, see
 * dim.ts); a size of which nothing is known is a symbol of its own (`"?7"`).
 */
export type Dim = number | string;

/** What is known of a value before anything runs. `null` where nothing is known. */
export interface Type {
  readonly dtype: DType | null;
  readonly shape: readonly Dim[] | null;
  /** The serialized TypeProto of a sequence, optional or map, carried along and never looked into. */
  readonly opaque: Uint8Array | null;
}

/** An edge of a graph. Two values are the same if and only if they are the same object; the name is only for people. */
export interface Value {
  readonly name: string;
  readonly type: Type;
  /** The content, where the value is a constant of the graph. */
  readonly constant: Constant | null;
  /**
   * The elements of a small tensor, row-major, as far as they are known: what Shape, Gather, Concat, … compute with. One
   * that is not known is a symbol of its own (`"#7"`), which may be negative.
   */
  readonly elements: readonly Dim[] | null;
}

/** An attribute of a node, with the kind that ONNX stores with it. */
export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] }
  | { readonly kind: "tensor"; readonly value: Constant }
  | { readonly kind: "graph"; readonly value: Graph }
  /** Sparse tensors, types and lists of graphs: a serialized AttributeProto, carried along as it is. */
  | { readonly kind: "opaque"; readonly value: Uint8Array };

export type Attributes = Readonly<Record<string, Attribute>>;

/** One operation. An optional input or output that is absent keeps its position as `null`. */
export interface Node {
  readonly op: string;
  /** "" is ai.onnx. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly (Value | null)[];
  readonly attributes: Attributes;
}

/** A graph as plain data: immutable, nodes in topological order; constants are the values that carry a `constant`. */
export interface Graph {
  readonly name: string;
  /** The version of ai.onnx that the nodes are written in. */
  readonly opset: number;
  /** Versions of the other operator domains. */
  readonly domains: Readonly<Record<string, number>>;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
  /** Serialized FunctionProtos of the model, carried along. */
  readonly functions: readonly Uint8Array[];
  readonly metadata: Readonly<Record<string, string>>;
}

export const unknownType: Type = { dtype: null, shape: null, opaque: null };
