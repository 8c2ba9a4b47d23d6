import {
  addScaled,
  atoms,
  callOf,
  divideExactly,
  format,
  multiply,
  type Polynomial,
  parse,
  split,
} from "./polynomial.js";
import type { Dim } from "./types.js";

// Arithmetic on sizes that may be symbols. The same computation spells the same string, so equal strings are equal
// sizes; nothing follows from different strings. What grows beyond sense becomes a fresh unknown.

const termLimit = 64;
const lengthLimit = 400;
let unknowns = 0;

/** A size of which nothing is known; never equal to another. */
export const unknownDim = (): string => `?${unknowns++}`;

/** An integer of which nothing is known, which may be negative. */
export const unknownElement = (): string => `#${unknowns++}`;

/** Whether a size, or something it is computed from, is unknown. */
export const isUnknown = (dim: Dim): boolean => typeof dim === "string" && /[?#]/.test(dim);

/** The symbol for a name that a model gives to a dimension; what would read as arithmetic is escaped. */
export function symbol(name: string): string {
  return name.replace(/[^\w.]|^\d/g, (character) => `%${character.codePointAt(0)?.toString(16)};`);
}

/** The name that `symbol` was given; other sizes as they are. */
export function symbolName(dim: string): string {
  return dim.replace(/%([0-9a-f]+);/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

function spelled(polynomial: Polynomial): Dim {
  const exact = [...polynomial.values()].every(Number.isSafeInteger);
  if (!exact || polynomial.size > termLimit) return unknownElement();
  const dim = format(polynomial);
  return typeof dim === "string" && dim.length > lengthLimit ? unknownElement() : dim;
}

/** a + b. */
export const add = (a: Dim, b: Dim): Dim => spelled(addScaled(parse(a), parse(b), 1));

/** a − b. */
export const sub = (a: Dim, b: Dim): Dim => spelled(addScaled(parse(a), parse(b), -1));

/** a · b. */
export const mul = (a: Dim, b: Dim): Dim => spelled(multiply(parse(a), parse(b)));

/** The product of all sizes, 1 of none. */
export const product = (dims: readonly Dim[]): Dim => dims.reduce(mul, 1);

/** ⌊a / b⌋; a fresh unknown where b is 0. */
export function floorDiv(a: Dim, b: Dim): Dim {
  if (b === 0) return unknownElement();
  if (typeof b === "number") return b < 0 ? divideByNumber(mul(a, -1), -b) : divideByNumber(a, b);
  const exact = divideExactly(parse(a), parse(b));
  return exact ? spelled(exact) : quotient("floor", a, b);
}

/** ⌈a / b⌉. */
export const ceilDiv = (a: Dim, b: Dim): Dim => floorDiv(sub(add(a, b), 1), b);

/** a / b rounded toward zero, as ONNX divides integers. */
export function truncDiv(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number" && b !== 0) return Math.trunc(a / b) + 0;
  if (b === 0) return unknownElement();
  const exact = divideExactly(parse(a), parse(b));
  if (exact) return spelled(exact);
  return isNonNegative(a) && isNonNegative(b) ? floorDiv(a, b) : quotient("trunc", a, b);
}

const wrapped = (dim: Dim): string => (/[-+*]/.test(String(dim)) ? `(${dim})` : String(dim));
const unwrapped = (part: string): Dim => format(parse(part.startsWith("(") ? part.slice(1, -1) : part));

const quotient = (name: string, a: Dim, b: Dim): Dim =>
  spelled(new Map([[`${name}(${wrapped(a)}/${wrapped(b)})`, 1]]));

/** Numerator and denominator of an atom `floor((a+1)/b)`. */
function quotientParts(atom: string, name: string): readonly Dim[] | null {
  const inner = callOf(atom, name);
  return inner === null ? null : split(inner, "/").map(unwrapped);
}

function divideByNumber(a: Dim, k: number): Dim {
  const whole = new Map<string, number>();
  const rest = new Map<string, number>();
  for (const [monomial, coefficient] of parse(a)) {
    const part = Math.floor(coefficient / k);
    if (part !== 0) whole.set(monomial, part);
    if (coefficient !== part * k) rest.set(monomial, coefficient - part * k);
  }
  return add(spelled(whole), floorOf(rest, k));
}

/** ⌊rest / k⌋ where every coefficient lies in 0 .. k−1. */
function floorOf(rest: Polynomial, k: number): Dim {
  const symbolic = [...rest].filter(([monomial]) => monomial !== "");
  if (symbolic.length === 0) return 0;
  const constant = rest.get("") ?? 0;
  // ⌊(g·x + c) / (g·k)⌋ = ⌊(x + ⌊c/g⌋) / k⌋
  const common = symbolic.reduce((divisor, [, coefficient]) => gcd(divisor, coefficient), k);
  if (common > 1) {
    const reduced = new Map(symbolic.map(([monomial, coefficient]) => [monomial, coefficient / common]));
    return floorDiv(add(spelled(reduced), Math.floor(constant / common)), k / common);
  }
  // ⌊(⌊x/j⌋ + c) / k⌋ = ⌊(x + c·j) / (j·k)⌋
  const [only, more] = symbolic;
  const inner = only && !more && only[1] === 1 ? quotientParts(only[0], "floor") : null;
  const [numerator, divisor] = inner ?? [];
  if (numerator !== undefined && typeof divisor === "number") {
    return floorDiv(add(numerator, constant * divisor), divisor * k);
  }
  return quotient("floor", spelled(rest), k);
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The smaller of two sizes. */
export const min = (a: Dim, b: Dim): Dim => extreme("min", a, b, -1);

/** The larger of two sizes. */
export const max = (a: Dim, b: Dim): Dim => extreme("max", a, b, 1);

function extreme(name: string, a: Dim, b: Dim, sign: 1 | -1): Dim {
  const difference = sub(a, b);
  if (typeof difference === "number") return difference * sign >= 0 ? a : b;
  // A size is at least 0 and that is all that is known of it.
  if (b === 0 && isNonNegative(a)) return sign === 1 ? a : 0;
  if (a === 0 && isNonNegative(b)) return sign === 1 ? b : 0;
  return call(name, [a, b]);
}

const call = (name: string, parts: readonly Dim[]): Dim =>
  spelled(new Map([[`${name}(${parts.map(String).sort().join(",")})`, 1]]));

/** The size that a and b broadcast to, or `null` where they cannot go together. */
export function broadcast(a: Dim, b: Dim): Dim | null {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  if (typeof a === "number" && typeof b === "number") return null;
  // Beside a number other than 1, a symbol can only be that number or 1.
  if (typeof a === "number") return a;
  if (typeof b === "number") return b;
  const parts = [a, b].flatMap((dim) => {
    const inner = parse(dim).has(dim) ? callOf(dim, "broadcast") : null;
    return inner === null ? [dim] : split(inner, ",");
  });
  const [first, ...others] = [...new Set(parts)];
  return others.length === 0 ? (first ?? null) : call("broadcast", [first as Dim, ...others]);
}

/** Whether a size is certainly not negative. */
export function isNonNegative(dim: Dim): boolean {
  if (typeof dim === "number") return dim >= 0;
  const polynomial = parse(dim);
  return [...polynomial.values()].every((coefficient) => coefficient > 0) && atoms(polynomial).every(isSize);
}

function isSize(atom: string): boolean {
  if (atom.startsWith("#")) return false;
  const division = quotientParts(atom, "floor") ?? quotientParts(atom, "trunc");
  if (division) return division.every(isNonNegative);
  const smaller = callOf(atom, "min");
  if (smaller !== null) return split(smaller, ",").every((part) => isNonNegative(format(parse(part))));
  const larger = callOf(atom, "max");
  if (larger !== null) return split(larger, ",").some((part) => isNonNegative(format(parse(part))));
  return true;
}

/** What is known of a size that two sources tell of: a number before a symbol, a symbol before an unknown. */
export function merge(a: Dim, b: Dim): Dim {
  if (typeof a === "number") return a;
  return typeof b === "number" || (isUnknown(a) && !isUnknown(b)) ? b : a;
}
