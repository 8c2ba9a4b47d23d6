import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { RegardError } from "../../errors.js";
import type { Stored } from "../stored.js";

/** A field of a message in a file: where its tag, its content and what comes after it begin. */
export interface Field {
  readonly number: number;
  /** Whether it has a length before its content, as messages and bytes do. */
  readonly isLong: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** More fields than the files have that this is for; what has more is read in another way. */
const mostFields = 500_000;

/** No tag with a length is longer. */
const longestHead = 20;
const windowSize = 1 << 16;

/** Finds the fields of the messages of a file without reading what is in them. */
export class FieldReader {
  readonly #file: Stored;
  /** The part of the file that was read last, and where it lies. */
  #window: Uint8Array = new Uint8Array();
  #start = 0;
  #count = 0;

  constructor(file: Stored) {
    this.#file = file;
  }

  /** The fields of a message that lies at `start` … `end`. Throws `RegardError("model")` where it is none. */
  *fields(start: number, end: number): Iterable<Field> {
    for (let at = start; at < end; ) {
      const field = readField(this.bytes(at, Math.min(at + longestHead, end)), at);
      if (field.to > end) throw damaged(at);
      if (++this.#count > mostFields) throw new RegardError("model", "the file has too many parts");
      yield field;
      at = field.to;
    }
  }

  bytes(from: number, to: number): Uint8Array {
    if (from < this.#start || to > this.#start + this.#window.length) {
      const end = Math.min(Math.max(to, from + windowSize), this.#file.byteLength);
      this.#window = new Uint8Array(end - from);
      this.#start = from;
      this.#file.read(from, this.#window);
    }
    return this.#window.subarray(from - this.#start, to - this.#start);
  }
}

function readField(head: Uint8Array, at: number): Field {
  try {
    const reader = new BinaryReader(head);
    const [number, type] = reader.tag();
    const isLong = type === WireType.LengthDelimited;
    const length = isLong ? reader.uint32() : 0;
    const from = at + reader.pos;
    if (!isLong) reader.skip(type);
    return { number, isLong, at, from, to: at + reader.pos + length };
  } catch (cause) {
    throw damaged(at, cause);
  }
}

const damaged = (at: number, cause?: unknown): RegardError =>
  new RegardError("model", `the file is damaged at byte ${at}`, { cause });
