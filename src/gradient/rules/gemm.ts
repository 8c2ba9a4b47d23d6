import { attribute, float, int } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { mul } from "../parts/arithmetic.js";
import type { GradRule } from "../rule.js";

/** Y = α · A′ · B′ + β · C, where ′ transposes if transA or transB says so. */
export const Gemm: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [a, b] = inputs as [Value, Value];
  const [transA, transB] = [attribute(node, "int", "transA", 0), attribute(node, "int", "transB", 0)];
  const alpha = float(attribute(node, "float", "alpha", 1));
  const beta = attribute(node, "float", "beta", 1);
  const product = (left: Value, transLeft: number, right: Value, transRight: number): Value =>
    g.op("Gemm", [left, right], { alpha, transA: int(transLeft), transB: int(transRight) });
  const da = () => (transA ? product(b, transB, dy, 1) : product(dy, 0, b, 1 - transB));
  const db = () => (transB ? product(dy, 1, a, transA) : product(a, 1 - transA, dy, 0));
  const dc = () => (beta === 1 ? dy : mul(g, dy, beta));
  return [wanted[0] ? da() : null, wanted[1] ? db() : null, wanted[2] ? dc() : null];
};
