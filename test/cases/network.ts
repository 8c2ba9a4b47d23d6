import { float, int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Graph, Value } from "../../src/graph/types.js";

/** A tensor as the case files write it. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A layer of a case's network; which fields it has depends on the operator. */
interface LayerOfCase {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly weight?: Numbers;
  readonly bias?: Numbers;
  readonly value?: number;
  readonly axis?: number;
  readonly transB?: number;
  readonly kernel?: readonly number[];
  readonly strides?: readonly number[];
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
  readonly group?: number;
}

export interface NetworkOfCase {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly layers: readonly LayerOfCase[];
}

/** The network of a case as a graph, and its values by name. */
export function networkOf(
  { inputs, output, layers }: NetworkOfCase,
  shapes: readonly (readonly number[])[],
): { readonly graph: Graph; readonly values: ReadonlyMap<string, Value> } {
  const g = new Builder(18);
  const values = new Map(inputs.map((name, i) => [name, g.input(name, "float32", shapes[i] ?? [])]));
  for (const layer of layers) {
    const from = layer.inputs.map((name) => values.get(name) as Value);
    values.set(layer.output, add(g, layer, from));
  }
  return { graph: g.graph([values.get(output) as Value]), values };
}

function add(g: Builder, layer: LayerOfCase, inputs: readonly Value[]): Value {
  const { op, weight, bias, value = 0, axis = 1, transB = 0 } = layer;
  const parameters = [weight, bias].flatMap((each) => (each ? [g.floats(each.data, each.shape)] : []));
  const node = (name: string, extra: readonly Value[] = [], attributes = {}): Value =>
    g.op(name, [...inputs, ...extra], attributes, { name: layer.name, outputs: [layer.output] });
  switch (op) {
    case "MulConst":
      return node("Mul", [g.scalar(value)]);
    case "AddConst":
      return node("Add", [g.scalar(value)]);
    case "Conv":
    case "MaxPool":
      return node(op, parameters, window(layer));
    case "Gemm":
      return node("Gemm", parameters, { transB: int(transB), alpha: float(1) });
    case "Flatten":
    case "Concat":
      return node(op, [], { axis: int(axis) });
    default:
      return node(op);
  }
}

function window({ kernel = [], strides, pads, dilations, group }: LayerOfCase) {
  return {
    kernel_shape: ints(kernel),
    ...(strides && { strides: ints(strides) }),
    ...(pads && { pads: ints(pads) }),
    ...(dilations && { dilations: ints(dilations) }),
    ...(group !== undefined && { group: int(group) }),
  };
}
