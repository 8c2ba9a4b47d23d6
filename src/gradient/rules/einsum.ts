import { attribute, string } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { expandLike } from "../parts/shape.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/** dy contracted with the other operands; an index that only this operand has was summed, so dy is repeated along it. */
export const Einsum: GradRule = (g, dy, { node, inputs, wanted }) => {
  const { terms, result } = parse(node);
  return inputs.map((input, i) => {
    if (!wanted[i] || !input) return null;
    const others = inputs.filter((_, j) => j !== i);
    const from = [result, ...terms.filter((_, j) => j !== i)];
    const term = terms[i] as string;
    const reached = [...term].filter((index) => index === "." || from.join("").includes(index)).join("");
    const contracted = g.op("Einsum", [dy, ...others], { equation: string(`${from.join(",")}->${reached}`) });
    return reached === term ? contracted : repeat(g, contracted, term, reached, input);
  });
};

function repeat(g: Builder, value: Value, term: string, reached: string, x: Value): Value {
  const dots = term.indexOf(".");
  // Behind an ellipsis, which stands for any number of axes, they are counted from the end.
  const place = (axis: number): number => (dots >= 0 && axis > dots ? axis - term.length : axis);
  const axes = [...term].flatMap((index, axis) => (reached.includes(index) ? [] : [place(axis)]));
  return expandLike(g, g.op("Unsqueeze", [value, g.ints(axes)]), x);
}

/** The indices of each operand and of the result, which may be implicit. */
function parse(node: Node): { terms: string[]; result: string } {
  const equation = attribute(node, "string", "equation", "").replaceAll(" ", "");
  const [left = "", right] = equation.split("->");
  const terms = left.split(",");
  const letters = [...left].filter((letter) => /[a-zA-Z]/.test(letter)).sort();
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  const result = right ?? (left.includes("...") ? "..." : "") + once.join("");
  const all = [...terms, result];
  const dotted = all.filter((term) => term.includes("...")).length;
  const repeated = all.some(
    (term) => new Set(term.replace("...", "")).size !== term.replace("...", "").length,
  );
  if (repeated || (dotted > 0 && dotted < all.length)) throw unsupported(node, `equation = "${equation}"`);
  return { terms, result };
}
