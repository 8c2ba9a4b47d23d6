import { attribute } from "../attributes.js";
import { numbers } from "../constants.js";
import { dtypes } from "../tensor.js";
import type { Node, Value } from "../types.js";

/** The input that a node passes on unchanged, bit by bit; `null` where it does something. */
export function passedOn(node: Node, opset: number): Value | null {
  if (node.domain !== "") return null;
  const of = passing.get(node.op)?.(node, opset) ? 0 : neutral(node);
  return of === null ? null : (node.inputs[of] ?? null);
}

type Passes = (node: Node, opset: number) => boolean;

const alone: Passes = ({ inputs }) => inputs.length === 1;

const passing: ReadonlyMap<string, Passes> = new Map(
  Object.entries<Passes>({
    Identity: () => true,
    Dropout: (node, opset) => {
      const [, , training] = node.inputs;
      const off = !training || (training.constant !== null && numbers(training.constant)[0] === 0);
      return (opset < 12 || off) && !node.outputs[1];
    },
    Cast: (node) => {
      const dtype = node.inputs[0]?.type.dtype;
      return dtype != null && attribute(node, "int", "to", 0) === dtypes[dtype];
    },
    Transpose: (node) => attribute(node, "ints", "perm", [1, 0]).every((axis, i) => axis === i),
    Reshape: sameShape,
    Expand: sameShape,
    Sum: alone,
    Mean: alone,
    Max: alone,
    Min: alone,
    Concat: alone,
  }),
);

function sameShape({ inputs, outputs }: Node): boolean {
  const from = inputs[0]?.type.shape;
  const to = outputs[0]?.type.shape;
  return from != null && from.length === to?.length && from.every((dim, i) => dim === to[i]);
}

/** Which input the other, a neutral element, leaves as it is. x + 0 is not: it makes +0 of −0. */
function neutral({ op, inputs }: Node): number | null {
  const [a, b] = inputs;
  if (!a || !b) return null;
  const isFloat = a.type.dtype !== null && !/int/.test(a.type.dtype);
  const is = (x: Value, y: Value, value: number): boolean => {
    const small =
      y.constant?.dims.every((dim) => dim === 1) && y.constant.dims.length <= (x.type.shape?.length ?? 0);
    return y.constant !== null && small === true && Object.is(numbers(y.constant)[0], value);
  };
  switch (op) {
    case "Mul":
      return is(a, b, 1) ? 0 : is(b, a, 1) ? 1 : null;
    case "Div":
      return is(a, b, 1) ? 0 : null;
    case "Add":
      return is(a, b, isFloat ? -0 : 0) ? 0 : is(b, a, isFloat ? -0 : 0) ? 1 : null;
    case "Sub":
      return is(a, b, 0) ? 0 : null;
    default:
      return null;
  }
}
