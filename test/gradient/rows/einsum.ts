import { string } from "../../../src/graph/attributes.js";
import { data, type Row, uniform } from "../case.js";

/** One to three operands; summed, repeated, outer and batched indices; with an ellipsis; the result spelled out or not. */
const equations = [
  "ij,jk->ik",
  "bij,bjk->bik",
  "bhqd,bhkd->bhqk",
  "ij,kj",
  "i,j->ij",
  "ij->ji",
  "ijk->j",
  "ij,j->i",
  "ij,ij->",
  "ab,bc,cd->ad",
  "abc,cd->a",
  "...ij,...jk->...ik",
  "...ij->...i",
  "a...b,...c->...ac",
  "ij , jk -> ki",
];

export const einsum = {
  Einsum: {
    count: 2 * equations.length,
    make: (r) => {
      const equation = r.pick(equations);
      const sizes = new Map<string, number[]>([["...", r.ints(r.int(0, 2), 1, 3)]]);
      const size = (index: string): number[] => {
        const known = sizes.get(index) ?? [r.int(1, 3)];
        sizes.set(index, known);
        return known;
      };
      const terms = (equation.split("->")[0] ?? "").split(",");
      const inputs = terms.map((term) => {
        const dims = (term.match(/\.\.\.|[a-z]/g) ?? []).flatMap(size);
        return data(dims, uniform(r, dims));
      });
      return { inputs, attributes: { equation: string(equation) } };
    },
  },
} satisfies Record<string, Row>;
