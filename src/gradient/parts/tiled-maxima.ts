import { int, ints, string } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { elementCount } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { equal, greater, mul, where } from "./arithmetic.js";
import { at, type FixedWindow } from "./window.js";

/**
 * The gradient of y = max pool(x) where the windows are tiles that fill x exactly: `dy` at the first maximum of each window in
 * row-major order. Enlarged to the size of x, y says where the maxima are; ranked by their place in the window, another
 * pool finds the first of them. It needs no scatter and no indices, which not every runtime has. A window whose maximum is
 * not a number gives nothing. `isRectified` says that x ≥ 0 and that nothing is asked of its zeros, so that windows without any
 * positive element need give nothing. `null` where windows overlap, leave something out, or may.
 */
export function tiledMaxima(
  g: Builder,
  dy: Value,
  x: Value,
  y: Value,
  { kernel, strides, dilations, pads }: FixedWindow,
  isRectified: boolean,
): Value | null {
  const sizes = x.type.shape?.slice(2);
  const isTiled =
    x.type.dtype === "float32" &&
    elementCount(kernel) > 1 &&
    pads.every((pad) => pad === 0) &&
    kernel.every((size, axis) => {
      const whole = sizes?.[axis];
      return (
        strides[axis] === size &&
        (size === 1 || at(dilations, axis, 1) === 1) &&
        typeof whole === "number" &&
        whole > 0 &&
        whole % size === 0
      );
    });
  if (!isTiled) return null;
  const enlarged = (value: Value): Value =>
    g.op("Resize", [value, null, g.floats([1, 1, ...kernel])], {
      mode: string("nearest"),
      coordinate_transformation_mode: string("asymmetric"),
      nearest_mode: string("floor"),
    });
  const isMaximum = g.op("Cast", [equal(g, x, enlarged(y))], { to: int(1) });
  const ranks = mul(g, isMaximum, placeRanks(g, kernel, sizes as readonly number[]));
  const first = g.op("MaxPool", [ranks], { kernel_shape: ints(kernel), strides: ints(kernel) });
  // No element has the rank 1/2, which stands for that of the first maximum where there is none.
  const chosen = g.op("Max", [first, g.scalar(0.5)]);
  const given = isRectified ? where(g, greater(g, y, 0), dy, 0) : dy;
  return where(g, equal(g, ranks, enlarged(chosen)), enlarged(given), 0);
}

/** For each element the number of places from it to the end of its window, so that the first has the highest. */
function placeRanks(g: Builder, kernel: readonly number[], sizes: readonly number[]): Value {
  const places = elementCount(kernel);
  const window = g.floats(
    Array.from({ length: places }, (_, i) => places - i),
    kernel,
  );
  return g.op("Tile", [window, g.ints(sizes.map((size, axis) => size / at(kernel, axis, 1)))]);
}
