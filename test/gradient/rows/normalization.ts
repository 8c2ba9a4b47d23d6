import { float, int } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { type CaseInput, data, parameter, type Row, someDims, uniform } from "../case.js";

const some = (r: Random, dims: readonly number[], low = -2, high = 2): CaseInput =>
  parameter(dims, uniform(r, dims, low, high));
const input = (r: Random, dims: readonly number[]): CaseInput => data(dims, uniform(r, dims));
/** Larger than usual, so that a missing ε shows. */
const epsilon = (r: Random): Attributes => (r.chance() ? { epsilon: float(r.float(0.01, 0.5)) } : {});

export const normalization = {
  BatchNormalization: {
    make: (r) => {
      const dims = someDims(r, r.int(2, 5), 3);
      const c = [dims[1] ?? 1];
      return {
        inputs: [input(r, dims), some(r, c), some(r, c), some(r, c), some(r, c, 0.1, 2)],
        attributes: epsilon(r),
      };
    },
  },
  InstanceNormalization: {
    make: (r) => {
      const dims = [r.int(1, 2), r.int(1, 3), ...r.ints(r.int(1, 3), 2, 4)];
      const c = [dims[1] ?? 1];
      return { inputs: [input(r, dims), some(r, c), some(r, c)], attributes: epsilon(r) };
    },
  },
  GroupNormalization: {
    opsets: [18, 21, 20, 22],
    make: (r, opset) => {
      const groups = r.int(1, 3);
      const dims = [r.int(1, 2), groups * r.int(1, 3), ...r.ints(r.int(1, 2), 2, 3)];
      const each = [opset < 21 ? groups : (dims[1] ?? 1)];
      return {
        inputs: [input(r, dims), some(r, each), some(r, each)],
        attributes: { ...epsilon(r), num_groups: int(groups) },
      };
    },
  },
  LayerNormalization: {
    count: 40,
    make: (r) => {
      const dims = someDims(r, r.int(1, 4), 4);
      const axis = r.int(0, dims.length - 1);
      const rest = dims.slice(axis).map((size) => (r.chance(0.2) ? 1 : size));
      const bias = r.chance(0.3) ? [] : [r.chance(0.2) ? null : some(r, dims.slice(axis))];
      const at = r.chance() ? axis : axis - dims.length;
      const said: Attributes = at === -1 && r.chance() ? {} : { axis: int(at) };
      return {
        inputs: [input(r, dims), some(r, rest), ...bias],
        attributes: { ...epsilon(r), ...said },
        // The statistics may be outputs, but their gradients are refused.
        outputs: r.pick([["y"], ["y"], ["y", "mean"], ["y", "mean", "deviation"]]),
        differentiable: [0],
      };
    },
  },
  // ONNX Runtime takes images and odd sizes only.
  LRN: {
    make: (r) => {
      const dims = [r.int(1, 2), r.int(1, 6), ...r.ints(2, 1, 3)];
      const given = {
        alpha: float(r.float(0.1, 2)),
        beta: float(r.float(0.3, 2)),
        bias: float(r.float(0.5, 2)),
      };
      const attributes = { size: int(r.pick([1, 3, 5])), ...(r.chance() ? given : {}) };
      return { inputs: [input(r, dims)], attributes };
    },
  },
} satisfies Record<string, Row>;
