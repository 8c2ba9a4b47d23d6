import { float, int, ints, string } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { type CaseInput, data, type Row, setting, uniform } from "../case.js";

const roundings = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"];

function modeOf(r: Random, opset: number, rank: number): Attributes {
  // ONNX Runtime has cubic for pictures alone.
  const mode = r.pick(["nearest", "nearest", "linear", "linear", ...(rank === 2 ? ["cubic"] : [])]);
  const coordinates = [
    "half_pixel",
    "asymmetric",
    "align_corners",
    "pytorch_half_pixel",
    "tf_crop_and_resize",
  ];
  if (opset >= 19) coordinates.push("half_pixel_symmetric");
  const common = {
    ...(mode === "nearest" && r.chance() ? {} : { mode: string(mode) }),
    ...(r.chance(0.2) ? {} : { coordinate_transformation_mode: string(r.pick(coordinates)) }),
  };
  if (mode === "nearest")
    return { ...common, ...(r.chance(0.2) ? {} : { nearest_mode: string(r.pick(roundings)) }) };
  if (mode === "linear") return common;
  return {
    ...common,
    ...(r.chance() ? { cubic_coeff_a: float(-0.5) } : {}),
    ...(r.chance(0.3) ? { exclude_outside: int(1) } : {}),
  };
}

/**
 * Sizes after the resize and the scales that lead to them. Scales are exact in float32 and in float64, so that no
 * rounding decides which pixel is nearest. From the first to the last pixel, ONNX Runtime takes the whole part of a
 * length for the length, and it does not crop an axis whose size stays.
 */
function target(r: Random, spatial: readonly number[], coordinates: string) {
  const endToEnd = coordinates === "align_corners" || coordinates === "tf_crop_and_resize";
  const stays = coordinates !== "tf_crop_and_resize";
  const scales = spatial.map((size) =>
    endToEnd ? r.pick([2, 3]) : Math.max(r.pick([0.5, 1, 1.5, 2, 2.5, 3]), 1 / size),
  );
  const sizes = spatial.map((size) =>
    r.pick([2 * size, 3 * size, size + 1, ...(stays ? [size, Math.max(1, size - 1)] : [])]),
  );
  return { scales, sizes };
}

/** Space of an [N, C, …] tensor made larger or smaller, by scales or to sizes, all axes listed or the spatial ones named. */
const resize: Row = {
  make: (r, opset) => {
    const rank = r.int(1, 2);
    const dims = [...r.ints(2, 1, 2), ...r.ints(rank, 1, 4)];
    const named = r.chance(0.4);
    const mode = modeOf(r, opset, rank);
    const said = mode.coordinate_transformation_mode;
    const coordinates = said?.kind === "string" ? said.value : "half_pixel";
    const { scales, sizes } = target(r, dims.slice(2), coordinates);
    const lead = named ? [] : dims.slice(0, 2);
    const rest: (CaseInput | null)[] = r.chance()
      ? [setting(r, [...lead.map(() => 1), ...scales], [lead.length + rank], "float32")]
      : [null, setting(r, [...lead, ...sizes])];
    return {
      inputs: [
        data(dims, uniform(r, dims)),
        coordinates === "tf_crop_and_resize" ? region(r, lead, rank) : null,
        ...rest,
      ],
      attributes: { ...mode, ...(named ? { axes: ints(dims.map((_, i) => i).slice(2)) } : {}) },
    };
  },
  count: 150,
};

/** Where each axis starts and ends, in parts of its length; the border is passed here and there. */
function region(r: Random, lead: readonly number[], rank: number): CaseInput {
  const starts = [
    ...lead.map(() => 0),
    ...Array.from({ length: rank }, () => r.pick([-0.25, 0, 0.125, 0.3125])),
  ];
  const ends = [
    ...lead.map(() => 1),
    ...Array.from({ length: rank }, () => r.pick([0.6875, 0.875, 1, 1.1875])),
  ];
  return setting(r, [...starts, ...ends], [2 * starts.length], "float32");
}

export const resizing = { Resize: resize } satisfies Record<string, Row>;
