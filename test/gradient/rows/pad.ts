import { string } from "../../../src/graph/attributes.js";
import type { Random } from "../../oracle/random.js";
import { constant, data, type Row, setting, someDims, uniform } from "../case.js";

/** Padding before and after; below zero it crops, but leaves at least `least` elements. */
function amounts(r: Random, size: number, most: number, crops: boolean): readonly [number, number] {
  if (crops && r.chance(0.3)) {
    const begin = r.int(0, size - 1);
    return [-begin, r.chance() ? -r.int(0, size - 1 - begin) : r.int(0, most)];
  }
  return [r.int(0, most), r.int(0, most)];
}

/** All modes; reflection needs more elements than it adds; some axes, or all of them. */
const pad: Row = {
  make: (r, opset) => {
    const mode = r.pick(["constant", "constant", "reflect", "edge", ...(opset >= 19 ? ["wrap"] : [])]);
    const dims = someDims(r, r.int(1, 4), 4);
    const all = dims.map((_, axis) => axis);
    const axes = r.chance() ? r.shuffle(all).slice(0, r.int(1, all.length)) : null;
    const pairs = (axes ?? all).map((axis) => {
      const size = dims[axis] ?? 1;
      const most = mode === "reflect" ? size - 1 : mode === "wrap" ? size : 2;
      return amounts(r, size, most, mode === "constant");
    });
    const pads = [...pairs.map(([begin]) => begin), ...pairs.map(([, end]) => end)];
    const fill = [r.float()];
    const value =
      mode === "constant" ? r.pick([null, setting(r, fill, [], "float32"), data([], fill)]) : null;
    const listed = axes?.map((axis) => (r.chance() ? axis : axis - dims.length));
    return {
      inputs: [
        data(dims, uniform(r, dims)),
        setting(r, pads),
        ...(value || listed ? [value] : []),
        ...(listed ? [constant(listed)] : []),
      ],
      attributes: mode === "constant" && r.chance() ? {} : { mode: string(mode) },
    };
  },
  count: 120,
};

export const padding = { Pad: pad } satisfies Record<string, Row>;
