import { int, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { dtypes } from "../graph/tensor.js";
import type { Value } from "../graph/types.js";
import type { PictureInput } from "./picture-input.js";
import type { Preprocessing } from "./preprocessing.js";

/** The values on the way from pixels to what a network is fed. */
export interface Normalized {
  /** The new input of the graph, pixels [N, 3, H, W] in [0, 1], RGB. */
  readonly pixels: Value;
  /** x = (scale · pixel − mean) / std as [N, 3, H, W], in the network's channel order. */
  readonly input: Value;
  /** The same in the network's layout and element type. */
  readonly fed: Value;
}

/** Adds the input `pixels` and the nodes that normalize it, less those that would change nothing. */
export function addNormalization(
  g: Builder,
  network: PictureInput,
  preprocessing: Preprocessing,
): Normalized {
  const { scale, mean, std, order } = preprocessing;
  const { batch, height, width, layout, dtype } = network;
  const pixels = g.input("pixels", "float32", [batch, 3, height, width]);
  const add = (op: string, inputs: readonly Value[], attributes = {}, name = op): Value =>
    g.op(op, inputs, attributes, { name: `normalize/${name}`, outputs: [`normalize/${name}`] });
  const perChannel = (values: readonly number[]): Value => g.floats(values, [1, 3, 1, 1]);

  let x = pixels;
  if (order === "BGR") x = add("Gather", [x, g.ints([2, 1, 0])], { axis: int(1) });
  if (scale !== 1) x = add("Mul", [x, g.scalar(scale)]);
  if (mean.some((each) => each !== 0)) x = add("Sub", [x, perChannel(mean)]);
  if (std.some((each) => each !== 1)) x = add("Div", [x, perChannel(std)]);
  const input = x;
  if (layout === "NHWC") x = add("Transpose", [x], { perm: ints([0, 2, 3, 1]) });
  if (dtype !== "float32") x = add("Cast", [x], { to: int(dtypes[dtype]) });
  return { pixels, input, fed: x };
}
