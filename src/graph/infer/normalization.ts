import type { DType } from "../tensor.js";
import { dtypeAttribute } from "./create.js";
import { type Infer, inferred, same, takes } from "./view.js";

/** Y as X; the statistics that training writes are vectors over the channels. */
const batchNormalization: Infer = (node) => {
  const channels = node.shape()?.[1];
  const scale = node.shape(1)?.[0];
  if (typeof channels === "number" && typeof scale === "number" && channels !== scale) {
    node.fail(`${channels} channels do not go with a scale for ${scale}`);
  }
  const statistic = inferred(node.dtype(3), node.shape(3));
  return [inferred(node.dtype(), node.shape()), statistic, statistic, statistic, statistic];
};

const layerNormalization: Infer = (node) => {
  const x = node.shape();
  const from = x ? node.axis(node.int("axis", -1), x.length) : 0;
  const statistic = inferred(
    dtypeAttribute(node, "stash_type", "float32"),
    x?.map((size, axis) => (axis < from ? size : 1)) ?? null,
  );
  return [inferred(node.dtype(), x), statistic, statistic];
};

const dropout: Infer = (node) => {
  const mask = node.opset < 10 ? node.dtype() : "bool";
  return [inferred(node.dtype(), node.shape(), node.elements()), inferred(mask, node.shape())];
};

const quantize: Infer = (node) => {
  const zero: DType = "uint8";
  const named = node.int("output_dtype", 0) === 0 ? zero : dtypeAttribute(node, "output_dtype", zero);
  return [inferred(node.dtype(2) ?? named, node.shape())];
};

const dequantize: Infer = (node) => {
  const named = node.int("output_dtype", 0) === 0 ? null : dtypeAttribute(node, "output_dtype", null);
  return [inferred(named ?? node.dtype(1), node.shape())];
};

const dynamicQuantize: Infer = (node) => [
  inferred("uint8", node.shape()),
  inferred("float32", []),
  inferred("uint8", []),
];

export const normalizationOps: Record<string, Infer> = {
  BatchNormalization: takes(5, 5, batchNormalization),
  InstanceNormalization: takes(3, 3, same),
  LayerNormalization: takes(2, 3, layerNormalization),
  GroupNormalization: takes(3, 3, same),
  RMSNormalization: takes(2, 2, same),
  LRN: takes(1, 1, same),
  LpNormalization: takes(1, 1, same),
  MeanVarianceNormalization: takes(1, 1, same),
  Softmax: takes(1, 1, same),
  LogSoftmax: takes(1, 1, same),
  Hardmax: takes(1, 1, same),
  Dropout: takes(1, 3, dropout),
  QuantizeLinear: takes(2, 3, quantize),
  DequantizeLinear: takes(2, 3, dequantize),
  DynamicQuantizeLinear: takes(1, 1, dynamicQuantize),
};
