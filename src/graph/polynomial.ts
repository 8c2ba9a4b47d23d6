import type { Dim } from "./types.js";

/**
 * A size as a sum of products: coefficient by monomial. A monomial is its atoms, sorted and joined by `*`; `""` is the
 * constant term. An atom is a name or a function of sizes, such as `floor((H+1)/2)`, and stays whole.
 */
export type Polynomial = ReadonlyMap<string, number>;

const atomsOf = (monomial: string): string[] => (monomial === "" ? [] : split(monomial, "*"));

/** The pieces of `text` between the separators that stand outside all parentheses. */
export function split(text: string, separators: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && separators.includes(character)) {
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

function set(terms: Map<string, number>, monomial: string, coefficient: number): void {
  if (coefficient === 0) terms.delete(monomial);
  else terms.set(monomial, coefficient);
}

/** What most symbols are: a name, in which there is nothing to take apart. */
const plainName = /^[A-Za-z_]\w*$/;

/** Reads a size as `format` spells it. */
export function parse(dim: Dim): Polynomial {
  if (typeof dim === "number") return new Map(dim === 0 ? [] : [["", dim]]);
  if (plainName.test(dim)) return new Map([[dim, 1]]);
  const terms = new Map<string, number>();
  let sign = 1;
  let at = 0;
  for (const piece of split(dim, "+-")) {
    const factors = piece === "" ? [] : split(piece, "*");
    const scaled = /^\d/.test(factors[0] ?? "");
    const coefficient = scaled ? Number(factors.shift()) : 1;
    if (piece !== "") set(terms, factors.join("*"), sign * coefficient);
    at += piece.length;
    sign = dim.charAt(at++) === "-" ? -1 : 1;
  }
  return terms;
}

/** Spells a polynomial in the one way that `parse` reads: sorted terms, the constant last; a plain number where it is one. */
export function format(polynomial: Polynomial): Dim {
  const monomials = [...polynomial.keys()].filter((monomial) => monomial !== "").sort();
  const constant = polynomial.get("") ?? 0;
  if (monomials.length === 0) return constant;
  const terms = monomials.map((monomial) => {
    const coefficient = polynomial.get(monomial) as number;
    const size = Math.abs(coefficient);
    return `${coefficient < 0 ? "-" : "+"}${size === 1 ? "" : `${size}*`}${monomial}`;
  });
  if (constant !== 0) terms.push(`${constant < 0 ? "-" : "+"}${Math.abs(constant)}`);
  return terms.join("").replace(/^\+/, "");
}

/** a + scale · b. */
export function addScaled(a: Polynomial, b: Polynomial, scale: number): Polynomial {
  const sum = new Map(a);
  for (const [monomial, coefficient] of b) set(sum, monomial, (sum.get(monomial) ?? 0) + scale * coefficient);
  return sum;
}

export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  const product = new Map<string, number>();
  for (const [left, c] of a) {
    for (const [right, d] of b) {
      const monomial = [...atomsOf(left), ...atomsOf(right)].sort().join("*");
      set(product, monomial, (product.get(monomial) ?? 0) + c * d);
    }
  }
  return product;
}

/** Order by degree, then by the sorted atoms: a monomial order, so leading terms of exact quotients divide. */
function compare(a: readonly string[], b: readonly string[]): number {
  if (a.length !== b.length) return b.length - a.length;
  for (const [i, atom] of a.entries()) {
    const other = b[i] as string;
    if (atom !== other) return atom < other ? -1 : 1;
  }
  return 0;
}

function leading(polynomial: Polynomial): { atoms: string[]; coefficient: number } | null {
  const terms = [...polynomial].map(([monomial, coefficient]) => ({ atoms: atomsOf(monomial), coefficient }));
  return terms.sort((a, b) => compare(a.atoms, b.atoms))[0] ?? null;
}

/** a / b where b divides a without remainder, by long division; `null` where it does not. */
export function divideExactly(a: Polynomial, b: Polynomial): Polynomial | null {
  const divisor = leading(b);
  if (!divisor) return null;
  let rest = a;
  let quotient: Polynomial = new Map();
  for (let term = leading(rest); term; term = leading(rest)) {
    const atoms = [...term.atoms];
    for (const atom of divisor.atoms) {
      const at = atoms.indexOf(atom);
      if (at < 0) return null;
      atoms.splice(at, 1);
    }
    const coefficient = term.coefficient / divisor.coefficient;
    if (!Number.isInteger(coefficient)) return null;
    const step: Polynomial = new Map([[atoms.join("*"), coefficient]]);
    quotient = addScaled(quotient, step, 1);
    rest = addScaled(rest, multiply(step, b), -1);
  }
  return quotient;
}

/** The content of a monomial that is one call of `name`, such as `min(a,b)`; `null` where it is another one. */
export function callOf(monomial: string, name: string): string | null {
  if (!monomial.startsWith(`${name}(`) || split(monomial, "*").length > 1) return null;
  return monomial.slice(name.length + 1, -1);
}

/** The atoms of a polynomial, each once. */
export function atoms(polynomial: Polynomial): string[] {
  return [...new Set([...polynomial.keys()].flatMap(atomsOf))];
}
