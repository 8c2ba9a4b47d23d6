import { attribute } from "../../src/graph/attributes.js";
import { input, type Kernel, type Kernels, listInput } from "./kernel.js";
import { at, axisOf, generate } from "./ndarray.js";

/** Which of `size` elements stands at a place before, in or after them; -1 where the constant does. */
function sourceOf(mode: string, place: number, size: number): number {
  if (place >= 0 && place < size) return place;
  const wrapped = (period: number): number => ((place % period) + period) % period;
  switch (mode) {
    case "constant":
      return -1;
    case "edge":
      return place < 0 ? 0 : size - 1;
    case "wrap":
      return wrapped(size);
    case "reflect": {
      if (size === 1) return 0;
      const i = wrapped(2 * (size - 1));
      return i < size ? i : 2 * (size - 1) - i;
    }
    default:
      throw new RangeError(`Pad has no mode ${mode}`);
  }
}

/** Negative padding crops before anything is padded. */
const padding: Kernel = (call) => {
  const x = input(call, 0);
  const pads = Array.from(input(call, 1).data);
  const value = call.inputs[2]?.data[0] ?? 0;
  const mode = attribute(call.node, "string", "mode", "constant");
  const axes = (listInput(call, 3) ?? x.dims.map((_, axis) => axis)).map((axis) =>
    axisOf(axis, x.dims.length),
  );
  const begin = x.dims.map(() => 0);
  const end = x.dims.map(() => 0);
  for (const [i, axis] of axes.entries()) {
    begin[axis] = pads[i] ?? 0;
    end[axis] = pads[i + axes.length] ?? 0;
  }
  const cropped = begin.map((pad) => Math.max(0, -pad));
  const kept = x.dims.map((size, axis) => size - (cropped[axis] ?? 0) - Math.max(0, -(end[axis] ?? 0)));
  const dims = x.dims.map((size, axis) => size + (begin[axis] ?? 0) + (end[axis] ?? 0));
  return [
    generate(dims, x.dtype, (index) => {
      const from = index.map((i, axis) => sourceOf(mode, i - Math.max(0, begin[axis] ?? 0), kept[axis] ?? 0));
      if (from.includes(-1)) return value;
      return at(
        x,
        from.map((i, axis) => i + (cropped[axis] ?? 0)),
      );
    }),
  ];
};

export const pad: Kernels = { Pad: padding };
