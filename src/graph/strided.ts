import { elementCount } from "./tensor.js";

/** Words of 32 bits in steps: element (i, j, …) is the word `offset` + i · strides[0] + j · strides[1] + … of `bytes`. */
export interface Strided {
  readonly bytes: Uint8Array;
  readonly dims: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/** The steps between neighbors of a row-major tensor. */
export const rowMajor = (dims: readonly number[]): number[] =>
  dims.map((_, axis) => elementCount(dims.slice(axis + 1)));

/** Copies strided words into words; bytes that are not aligned go through memory that is kept. */
export class Copier {
  #aligned = new Int32Array();
  #loaded: Uint8Array | null = null;

  /** Puts `from` to where a tensor with the steps `strides` has it from word `offset` of `to` on. */
  copy(from: Strided, to: Int32Array, strides: readonly number[], offset: number): void {
    const { dims, ...steps } = merged(from, strides);
    const words = this.#words(from.bytes);
    const [rows = 1, columns = 1] = dims.slice(-2);
    const [r = 0, c = 0] = steps.from.slice(-2);
    const [R = 0, C = 0] = steps.to.slice(-2);
    const inside = (axis: number, source: number, target: number): void => {
      if (axis === dims.length - 2) {
        block(words, source, r, c, to, target, R, C, rows, columns);
        return;
      }
      for (let i = 0; i < (dims[axis] ?? 0); i++) {
        inside(axis + 1, source + i * (steps.from[axis] ?? 0), target + i * (steps.to[axis] ?? 0));
      }
    };
    inside(0, from.offset, offset);
  }

  #words(bytes: Uint8Array): Int32Array {
    const length = bytes.byteLength / 4;
    if (bytes.byteOffset % 4 === 0) return new Int32Array(bytes.buffer, bytes.byteOffset, length);
    if (bytes !== this.#loaded) {
      if (this.#aligned.length < length) this.#aligned = new Int32Array(length);
      new Uint8Array(this.#aligned.buffer).set(bytes);
      this.#loaded = bytes;
    }
    return this.#aligned;
  }
}

function block(
  from: Int32Array,
  source: number,
  r: number,
  c: number,
  to: Int32Array,
  target: number,
  R: number,
  C: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      to[target + i * R + j * C] = from[source + i * r + j * c] as number;
    }
  }
}

/** The axes, at least two, with those made one along which both sides go on in the same step. */
function merged({ dims, strides }: Strided, targets: readonly number[]) {
  const axes: [number, number, number][] = [];
  for (const [axis, size] of dims.entries()) {
    const [from = 0, to = 0] = [strides[axis], targets[axis]];
    const last = axes.at(-1);
    if (size === 1) continue;
    if (last && last[1] === from * size && last[2] === to * size)
      axes[axes.length - 1] = [last[0] * size, from, to];
    else axes.push([size, from, to]);
  }
  while (axes.length < 2) axes.unshift([1, 0, 0]);
  return {
    dims: axes.map(([size]) => size),
    from: axes.map(([, from]) => from),
    to: axes.map(([, , to]) => to),
  };
}
