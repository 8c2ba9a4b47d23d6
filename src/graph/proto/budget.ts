import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { RegardError } from "../../errors.js";
import { ModelProtoSchema } from "./onnx_pb.js";

/** More bytes than protobuf allows in one message. */
export const largestFile = 2 ** 31 - 1;

/** What decoding a file may take of JavaScript's heap, in bytes: VGG16 with its weights as numbers takes 1.1 GB. */
export const heapBudget = 1.5 * 2 ** 30;

/** Messages in messages; a graph in a graph takes three. */
const deepest = 100;

/** No name that an exporter writes is longer, in bytes. */
const longestName = 4096;

/** What decoding takes at least, in bytes: a message, an integer of 64 bits, a string beside its characters. */
const costs = { message: 200, integer: 32, string: 40 };

/** Texts that may be of any length. */
const texts: ReadonlySet<string> = new Set(["doc_string", "value"]);

/**
 * Throws `RegardError("model")` where decoding a file would take more of the heap than it may: two bytes of a file can become
 * a message of hundreds, and a process that runs out of heap dies. Reads no more than the lengths of the parts; a damaged file
 * is left to the decoder.
 */
export function checkBudget(bytes: Uint8Array): void {
  if (bytes.byteLength > largestFile) {
    throw new RegardError(
      "model",
      "the file is larger than 2 GiB; export it with its weights in a file beside it",
    );
  }
  let left = heapBudget;
  const spend = (cost: number): void => {
    left -= cost;
    if (left < 0)
      throw new RegardError("model", "the file has more parts than any network; it is damaged or hostile");
  };
  const wire = new Wire(bytes);
  const walk = (message: DescMessage, end: number, depth: number): void => {
    if (depth > deepest) {
      throw new RegardError("model", `graphs, or other parts, are nested deeper than ${deepest} levels`);
    }
    const fields = fieldsOf(message);
    while (wire.at < end) {
      const tag = wire.varint();
      const field = fields.get(Math.floor(tag / 8));
      const type = tag % 8;
      if (type === 2) {
        const length = wire.varint();
        const next = wire.at + length;
        if (next > end) throw damaged;
        const inner = field?.message;
        if (inner) walk(inner, next, depth + 1);
        if (field) checkField(field, length);
        spend(field ? cost(field, length) : 0);
        wire.at = next;
      } else {
        if (field) spend(field.fieldKind === "list" ? costs.integer : 0);
        wire.skip(type);
      }
    }
  };
  try {
    walk(ModelProtoSchema, bytes.byteLength, 1);
  } catch (error) {
    if (error !== damaged) throw error;
  }
}

/** Thrown where the file does not go on as protobuf does. */
const damaged = new Error("damaged");

function checkField(field: DescField, length: number): void {
  if (length <= longestName || !isString(field) || texts.has(field.name)) return;
  throw new RegardError(
    "model",
    `a name (${field.parent.name}.${field.name}) is ${length} bytes long, more than ${longestName}`,
  );
}

const isString = (field: DescField): boolean => "scalar" in field && field.scalar === ScalarType.STRING;

function cost(field: DescField, length: number): number {
  if (field.message) return costs.message;
  const { scalar } = field;
  if (scalar === ScalarType.STRING) return costs.string + length;
  // Views of the file.
  if (scalar === ScalarType.BYTES) return costs.string;
  if (scalar === ScalarType.FLOAT) return 2 * length;
  return scalar === ScalarType.DOUBLE ? length : costs.integer * length;
}

const known = new WeakMap<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(message: DescMessage): ReadonlyMap<number, DescField> {
  const fields = known.get(message) ?? new Map(message.fields.map((field) => [field.number, field]));
  known.set(message, fields);
  return fields;
}

/** Protobuf's encoding, as far as is needed to step over it. */
class Wire {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw damaged;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw damaged;
  }

  skip(type: number): void {
    if (type === 0) this.varint();
    else if (type === 1) this.at += 8;
    else if (type === 5) this.at += 4;
    else throw damaged;
  }
}
