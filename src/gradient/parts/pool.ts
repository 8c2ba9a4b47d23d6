import type { Builder } from "../../graph/builder.js";
import { elementCount } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { convInput } from "./convolution.js";
import { reshape, reshapeLike, shapeFrom } from "./shape.js";
import type { Window } from "./window.js";

/**
 * The adjoint of summing over windows and multiplying by `weight`: every element of x [N, C, …] gets what `dy` has for
 * the windows it lies in. Each channel is an image of its own, so one kernel serves any number of channels.
 */
export function spread(g: Builder, dy: Value, x: Value, window: Window, weight = 1): Value {
  const images = reshape(g, dy, shapeFrom(g, [-1, 1], dy, 2));
  return reshapeLike(g, convInput(g, images, boxKernel(g, dy, window, weight), x, window, 1), x);
}

/** A kernel [1, 1, …] that has the same weight everywhere, of the element type of `like`. */
export function boxKernel(g: Builder, like: Value, { kernel }: Window, weight = 1): Value {
  const size = elementCount(kernel);
  return g.floats(Array(size).fill(weight), [1, 1, ...kernel], like.type.dtype ?? "float32");
}
