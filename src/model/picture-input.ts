import { RegardError } from "../errors.js";
import { type DType, isFloat } from "../graph/tensor.js";
import type { Dim, Graph, Value } from "../graph/types.js";
import type { Preprocessing } from "./preprocessing.js";

/** The one input of a network that takes pictures, and what its shape says. */
export interface PictureInput {
  readonly value: Value;
  readonly layout: Preprocessing["layout"];
  readonly dtype: DType;
  /** A number where the network insists, else a symbol. */
  readonly batch: Dim;
  readonly height: Dim;
  readonly width: Dim;
}

/**
 * The picture input of a graph; `layout` settles what its shape leaves open. Throws `RegardError("model")` unless the
 * graph has exactly one input, of floats, [N, 3, H, W] or [N, H, W, 3].
 */
export function pictureInput(graph: Graph, layout: Preprocessing["layout"] | null): PictureInput {
  const [value, ...others] = graph.inputs;
  if (!value || others.length > 0) {
    const list = graph.inputs.map(described).join(", ");
    throw new RegardError(
      "model",
      `the network has ${graph.inputs.length} inputs (${list}); Regard explains networks with one, a picture`,
    );
  }
  const { dtype, shape } = value.type;
  const what = `the network's input ${described(value)}`;
  if (!isFloat(dtype)) {
    throw new RegardError("model", `${what} is not of floats, so there is no gradient with respect to it`);
  }
  if (shape?.length !== 4) {
    throw new RegardError("model", `${what} is not a batch of pictures, [N, 3, H, W] or [N, H, W, 3]`);
  }
  const found = layoutOf(shape, layout, what);
  const [batch, height, width] = found === "NCHW" ? [shape[0], shape[2], shape[3]] : shape;
  return {
    value,
    layout: found,
    dtype,
    batch: size(batch, "batch"),
    height: size(height, "height"),
    width: size(width, "width"),
  };
}

/** `"name" float32 [N, 3, 224, 224]`, for messages. */
export function described({ name, type }: Value): string {
  return `"${name}" ${type.dtype ?? "of unknown type"} [${type.shape?.join(", ") ?? "unknown shape"}]`;
}

/** Some exporters write 0 or -1 where any size will do. */
const size = (dim: Dim | undefined, symbol: string): Dim =>
  dim === undefined || (typeof dim === "number" && dim < 1) ? symbol : dim;

function layoutOf(
  shape: readonly Dim[],
  layout: Preprocessing["layout"] | null,
  what: string,
): Preprocessing["layout"] {
  const axes = { NCHW: 1, NHWC: 3 } as const;
  const possible = (["NCHW", "NHWC"] as const).filter((each) => {
    const channels = shape[axes[each]];
    return typeof channels === "string" || channels === 3;
  });
  const certain = possible.filter((each) => shape[axes[each]] === 3);
  const candidates = certain.length > 0 ? certain : possible;
  const [first] = candidates;
  if (!first) {
    const channels = shape.find((dim, axis) => axis % 2 === 1 && typeof dim === "number" && dim < 32);
    const said =
      channels === undefined ? "no axis of 3 channels" : `${channels} channel${channels === 1 ? "" : "s"}`;
    throw new RegardError(
      "model",
      `${what} has ${said}; Regard explains networks that take color pictures (3 channels)`,
    );
  }
  if (layout === null) return first;
  if (candidates.includes(layout)) return layout;
  const format = layout === "NCHW" ? "channels_first" : "channels_last";
  throw new RegardError("model", `${what} is ${first}, but the preprocessing's data_format is ${format}`);
}
