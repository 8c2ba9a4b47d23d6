import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { equal, mul, pow, signed, where } from "../parts/arithmetic.js";
import { spread } from "../parts/pool.js";
import { expandLike } from "../parts/shape.js";
import { kernelOf, windowOver } from "../parts/window.js";
import type { GradRule } from "../rule.js";

/** y = (Σ |x|^p)^(1/p) over each window; 0 where all of it is 0. */
export const LpPool: GradRule = (g, dy, { node, inputs, outputs }) => {
  const [x, y] = [inputs[0] as Value, outputs[0] as Value];
  const window = windowOver(g, node, x, kernelOf(node, null));
  return [powers(g, spread(g, perPower(g, dy, y, node), x, window), x, node)];
};

export const GlobalLpPool: GradRule = (g, dy, { node, inputs, outputs }) => {
  const [x, y] = [inputs[0] as Value, outputs[0] as Value];
  return [powers(g, expandLike(g, perPower(g, dy, y, node), x), x, node)];
};

const p = (node: Node): number => attribute(node, "int", "p", 2);

/** dy · y^(1−p). */
function perPower(g: Builder, dy: Value, y: Value, node: Node): Value {
  return where(g, equal(g, y, 0), 0, mul(g, dy, pow(g, y, 1 - p(node))));
}

/** dsum · sign(x) · |x|^(p−1). */
function powers(g: Builder, dsum: Value, x: Value, node: Node): Value {
  return mul(g, signed(g, dsum, x), pow(g, g.op("Abs", [x]), p(node) - 1));
}
