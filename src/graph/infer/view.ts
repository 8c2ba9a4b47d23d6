import { RegardError } from "../../errors.js";
import { attribute } from "../attributes.js";
import { numbers } from "../constants.js";
import { broadcast } from "../dim.js";
import { type Constant, type DType, elementCount } from "../tensor.js";
import type { Dim, Graph, Node, Type, Value } from "../types.js";
import { elementLimit } from "./elements.js";

/** What inference knows of one output. */
export interface Inferred {
  readonly type: Type;
  readonly elements?: readonly Dim[] | null;
}

/** Types of the outputs of a node, `null` where nothing is known. Fewer than the node has is unknown, too. */
export type Infer = (node: NodeView) => readonly (Inferred | null)[];

export type Shape = readonly Dim[];

export const inferred = (
  dtype: DType | null,
  shape: Shape | null,
  elements: Shape | null = null,
): Inferred => ({ type: { dtype, shape, opaque: null }, elements });

/** A node as inference sees it: types and known contents of its inputs, and its attributes. */
export class NodeView {
  readonly node: Omit<Node, "outputs">;
  readonly opset: number;
  /** How many outputs the node has. */
  readonly outputs: number;

  constructor(node: Omit<Node, "outputs">, opset: number, outputs: number) {
    this.node = node;
    this.opset = opset;
    this.outputs = outputs;
  }

  input(i: number): Value | null {
    return this.node.inputs[i] ?? null;
  }

  dtype(i = 0): DType | null {
    return this.input(i)?.type.dtype ?? null;
  }

  shape(i = 0): Shape | null {
    return this.input(i)?.type.shape ?? null;
  }

  rank(i = 0): number | null {
    return this.shape(i)?.length ?? null;
  }

  /** The content of a small input, row-major, as far as it is known. */
  elements(i = 0): Shape | null {
    const input = this.input(i);
    if (!input?.constant || input.elements) return input?.elements ?? null;
    const { dims, dtype } = input.constant;
    const readable =
      elementCount(dims) <= elementLimit && !/^(string|complex|float8|float4|u?int[24])/.test(dtype);
    return readable ? Array.from(numbers(input.constant)) : null;
  }

  /** The content of a small input where every element is a known number. */
  numbers(i: number): readonly number[] | null {
    const elements = this.elements(i);
    return elements?.every((element) => typeof element === "number") ? (elements as number[]) : null;
  }

  has(name: string): boolean {
    return this.node.attributes[name] !== undefined;
  }

  int<D>(name: string, otherwise: D): number | D {
    return attribute(this.node, "int", name, otherwise);
  }

  ints<D>(name: string, otherwise: D): readonly number[] | D {
    return attribute(this.node, "ints", name, otherwise);
  }

  floats<D>(name: string, otherwise: D): readonly number[] | D {
    return attribute(this.node, "floats", name, otherwise);
  }

  string(name: string, otherwise: string): string {
    return attribute(this.node, "string", name, otherwise);
  }

  tensor(name: string): Constant | null {
    return attribute(this.node, "tensor", name, null);
  }

  graph(name: string): Graph | null {
    return attribute(this.node, "graph", name, null);
  }

  /**
   * Integers that are an attribute in old operator sets and input `i` in newer ones: `"absent"` where the node has
   * neither, `null` where they are known only at run time.
   */
  list(name: string, i: number): Shape | "absent" | null {
    const own = this.ints(name, null);
    if (own) return own;
    return this.input(i) === null ? "absent" : this.elements(i);
  }

  /** The same where only numbers will do. */
  axes(name: string, i: number): readonly number[] | "absent" | null {
    const list = this.list(name, i);
    if (list === null || list === "absent") return list;
    return list.every((element) => typeof element === "number") ? (list as number[]) : null;
  }

  /** An axis counted from the front; from the back it is negative. Throws where it is outside. */
  axis(axis: number, rank: number): number {
    if (axis < -rank || axis >= rank) this.fail(`axis ${axis} is outside of a rank of ${rank}`);
    return axis < 0 ? axis + rank : axis;
  }

  /** The shape that these broadcast to, `null` where one is unknown. Throws where they do not go together. */
  broadcast(shapes: readonly (Shape | null)[]): Shape | null {
    let result: Shape = [];
    for (const shape of shapes) {
      if (!shape) return null;
      const rank = Math.max(result.length, shape.length);
      const at = (dims: Shape, i: number): Dim => dims[i - (rank - dims.length)] ?? 1;
      const known = result;
      result = Array.from(
        { length: rank },
        (_, i) =>
          broadcast(at(known, i), at(shape, i)) ??
          this.fail(`the shapes [${known}] and [${shape}] do not broadcast`),
      );
    }
    return result;
  }

  fail(reason: string): never {
    const { op, name, inputs } = this.node;
    const types = inputs.map((input) => (input === null ? "none" : spell(input)));
    const where = `operator ${op}${name === "" ? "" : ` (node "${name}")`}`;
    throw new RegardError("model", `${where}: ${reason}; inputs: ${types.join(", ") || "none"}`);
  }
}

function spell({ name, type }: Value): string {
  const shape = type.shape === null ? "[…]" : `[${type.shape.join(", ")}]`;
  return `"${name}" ${type.dtype ?? "unknown"}${shape}`;
}

/** Checks that a node has `least` to `most` inputs and that the first `least` are there. */
export function takes(least: number, most: number, infer: Infer): Infer {
  return (node) => {
    const { inputs } = node.node;
    const missing = inputs.slice(0, least).includes(null) || inputs.length < least;
    if (missing || inputs.length > most) {
      const wanted = least === most ? `${least}` : `${least} to ${most}`;
      node.fail(
        `takes ${wanted} input${most === 1 ? "" : "s"}, not ${inputs.filter((input) => input !== null).length}`,
      );
    }
    return infer(node);
  };
}

/** The first output is like the first input. */
export const same: Infer = (node) => [inferred(node.dtype(), node.shape())];
