/**
 * The one source of randomness of Regard: the same seed gives the same numbers on every JavaScript engine, because only
 * integer operations and the exactly rounded + − × ÷ √ are used (Math.log and Math.cos may differ in the last bit).
 */
export interface Random {
  /** A whole number in [0, 2³²). */
  uint32(): number;
  /** A number in [0, 1), a multiple of 2⁻²⁴, hence exact in float32. */
  uniform(): number;
  /** A whole number in [low, high], both included, each equally likely. */
  integer(low: number, high: number): number;
  /** A number from the normal distribution N(0, 1). */
  normal(): number;
  /** `length` numbers uniform in [low, high), [0, 1) unless told otherwise. */
  uniforms(length: number, low?: number, high?: number): Float32Array;
  /** `length` numbers from N(0, 1). */
  normals(length: number): Float32Array;
}

/**
 * A generator started from `seed`, any safe integer: xoshiro128** 1.1 (Blackman and Vigna, arXiv 1805.01407), its state
 * filled by SplitMix64, its normal numbers by Marsaglia's polar method.
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed ${seed} is not a whole number below 2⁵³`);
  return fromState(splitmix(seed));
}

/** A generator in a given state, four words of 32 bits that are not all zero. */
export function fromState(state: Uint32Array): Random {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  let spare: number | null = null;

  const uint32 = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  const uniform = (): number => (uint32() >>> 8) / 2 ** 24;
  const integer = (low: number, high: number): number => {
    const range = high - low + 1;
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && range >= 1 && range <= 2 ** 32)) {
      throw new RangeError(`no whole number can be drawn from ${low} to ${high}`);
    }
    // Without the draws beyond the last whole multiple of the range, every result is equally likely.
    const limit = 2 ** 32 - (2 ** 32 % range);
    let draw = uint32();
    while (draw >= limit) draw = uint32();
    return low + (draw % range);
  };
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = (uint32() | 0) / 2 ** 31;
      v = (uint32() | 0) / 2 ** 31;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * log(s)) / s);
    spare = v * factor;
    return u * factor;
  };
  return {
    uint32,
    uniform,
    integer,
    normal,
    uniforms: (length, low = 0, high = 1) =>
      Float32Array.from({ length }, () => low + (high - low) * uniform()),
    normals: (length) => Float32Array.from({ length }, normal),
  };
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Two outputs of SplitMix64 as four words, low word first; never all zero. */
function splitmix(seed: number): Uint32Array {
  let state = BigInt.asUintN(64, BigInt(seed));
  const words = new Uint32Array(4);
  for (let i = 0; i < 4; i += 2) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    words[i] = Number(z & 0xffffffffn);
    words[i + 1] = Number(z >> 32n);
  }
  return words;
}

/** ln x for x in (0, 1), as e·ln 2 + 2·artanh((m − 1)/(m + 1)) with x = m·2ᵉ and √½ ≤ m ≤ √2, to about 1e-16. */
function log(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let power = 21; power >= 1; power -= 2) sum = sum * t * t + 1 / power;
  return exponent * Math.LN2 + 2 * t * sum;
}
