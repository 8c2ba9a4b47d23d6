import { add, div, mul, pow } from "../gradient/parts/arithmetic.js";
import { attribute } from "../graph/attributes.js";
import { single } from "./lowering.js";

/** x / (bias + α/size · Σ x² over the neighboring channels)^β; the sum is a convolution with a band of ones. */
export const LRN = single((g, x, node) => {
  const channels = x.type.shape?.[1];
  if (typeof channels !== "number" || x.type.shape?.length !== 4) return null;
  const size = attribute(node, "int", "size", 1);
  const scale = attribute(node, "float", "alpha", 1e-4) / size;
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  const band = Array.from({ length: channels * channels }, (_, i) => {
    const distance = (i % channels) - Math.floor(i / channels);
    return -before <= distance && distance <= after ? scale : 0;
  });
  const sums = g.op("Conv", [mul(g, x, x), g.floats(band, [channels, channels, 1, 1])]);
  const root = pow(
    g,
    add(g, sums, attribute(node, "float", "bias", 1)),
    attribute(node, "float", "beta", 0.75),
  );
  return div(g, x, root);
});
