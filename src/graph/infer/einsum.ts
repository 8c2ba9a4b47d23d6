import { broadcast } from "../dim.js";
import type { Dim } from "../types.js";
import { type Infer, inferred, type NodeView, type Shape } from "./view.js";

/** Labels of a term, with one for each axis that an ellipsis stands for. */
function labels(term: string, rank: number): string[] {
  const [before = "", after] = term.split("...");
  if (after === undefined) return [...before];
  return [...before, ...dots(Math.max(rank - before.length - after.length, 0)), ...after];
}

/** Axes under an ellipsis are counted from the last, for so they align. */
const dots = (count: number): string[] => Array.from({ length: count }, (_, i) => `.${count - i}`);

function sizes(node: NodeView, terms: readonly string[]): ReadonlyMap<string, Dim> | null {
  const sizes = new Map<string, Dim>();
  for (const [i, term] of terms.entries()) {
    const shape = node.shape(i);
    if (!shape) return null;
    const own = labels(term, shape.length);
    if (own.length !== shape.length) node.fail(`"${term}" does not spell a rank of ${shape.length}`);
    for (const [axis, label] of own.entries()) {
      const known = sizes.get(label) ?? 1;
      const size = shape[axis] as Dim;
      const both = broadcast(known, size);
      sizes.set(label, both ?? node.fail(`"${label}" is ${known} and ${size}`));
    }
  }
  return sizes;
}

/** The labels of the result where the equation does not spell them: dots, then what occurs once, sorted. */
function implied(terms: readonly string[], ellipsis: readonly string[]): string[] {
  const letters = [...terms.join("").replaceAll(".", "")];
  return [
    ...ellipsis,
    ...letters
      .filter((letter, i) => letters.indexOf(letter) === i && letters.lastIndexOf(letter) === i)
      .sort(),
  ];
}

export const einsum: Infer = (node) => {
  const [left = "", right] = node.string("equation", "").replaceAll(" ", "").split("->");
  const terms = left.split(",");
  if (terms.length !== node.node.inputs.length)
    node.fail(`"${left}" is not about ${node.node.inputs.length} inputs`);
  const known = sizes(node, terms);
  if (!known) return [inferred(node.dtype(), null)];
  const ellipsis = dots([...known.keys()].filter((label) => label.startsWith(".")).length);
  const [before = "", after] = right?.split("...") ?? [];
  const result =
    right === undefined
      ? implied(terms, ellipsis)
      : after === undefined
        ? [...before]
        : [...before, ...ellipsis, ...after];
  const shape: Shape = result.map((label) => known.get(label) ?? node.fail(`"${label}" is in no input`));
  return [inferred(node.dtype(), shape)];
};
