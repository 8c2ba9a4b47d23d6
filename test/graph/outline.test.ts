import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { openBare } from "../../src/bare.js";
import { ModelProtoSchema } from "../../src/graph/proto/onnx_pb.js";
import { outline, ownFile } from "../../src/graph/proto/outline.js";
import { read } from "../../src/graph/read.js";
import type { Stored } from "../../src/graph/stored.js";
import type { Graph } from "../../src/graph/types.js";
import { program } from "../../src/program.js";
import { network } from "../model/networks.js";

/** Bytes in memory. */
class InMemory implements Stored {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  read(from: number, into: Uint8Array): void {
    into.set(this.#bytes.subarray(from, from + into.length));
  }

  part(from: number, to: number): InMemory {
    return new InMemory(this.#bytes.subarray(from, to));
  }
}

const allocate = (length: number): Uint8Array => new Uint8Array(length);
const constants = ({ nodes }: Graph) =>
  nodes.flatMap(({ inputs }) => inputs.flatMap((value) => value?.constant ?? []));

/** A tensor [64] of float32 in a model of its own. */
function modelOf(tensor: object): Uint8Array {
  const graph = { initializer: [{ name: "w", dims: [64n], dataType: 1, ...tensor }] };
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, graph }));
}

describe("an outline", () => {
  const bytes = network();
  const least = 700;
  const file = new InMemory(bytes);
  const outlined = outline(file, least, allocate) as Uint8Array;
  const graph = read(outlined, "m.onnx", {
    external: (location) => {
      expect(location).toBe(ownFile);
      return file;
    },
  });

  it("reads as the same graph, whose large weights are still in the file", () => {
    const [whole, apart] = [constants(read(bytes)), constants(graph)];
    expect(outlined.length).toBeLessThan(bytes.length);
    expect(apart.map(({ stored }) => stored !== undefined)).toContain(true);
    expect(apart.map(({ stored }) => stored !== undefined)).toContain(false);
    for (const [i, { stored, dims }] of apart.entries()) {
      expect(dims).toEqual(whole[i]?.dims);
      expect(Buffer.from(apart[i]?.bytes ?? [])).toEqual(Buffer.from(whole[i]?.bytes ?? []));
      expect(stored !== undefined).toBe((whole[i]?.bytes.length ?? 0) >= least);
    }
  });

  it("makes programs that are fed those weights", () => {
    const source = { name: "m", file: "m.onnx" };
    const apart = openBare({ ...source, bytes: outlined, external: () => file });
    const { graph: written, fed = [] } = program(apart.graph, apart.source);
    const stored = constants(apart.graph).filter((constant) => constant.stored);
    expect(fed.map(({ dims }) => dims)).toEqual(stored.map(({ dims }) => dims));
    const names = read(written, "p.onnx", { external: () => outlined }).inputs.map(({ name }) => name);
    expect(names).toEqual(["image", ...fed.map(({ name }) => name)]);
  });
});

describe("no outline", () => {
  const content = { rawData: new Uint8Array(256).fill(1) };
  const of = (model: Uint8Array, least = 200): Uint8Array | null =>
    outline(new InMemory(model), least, allocate);

  it("is made where there is nothing to leave out", () => {
    expect(of(modelOf(content))).not.toBeNull();
    expect(of(modelOf(content), 257)).toBeNull();
  });

  it.each([
    ["has its numbers in a typed field", { floatData: Array<number>(64).fill(1) }],
    ["has a type that cannot be fed", { ...content, dataType: 16 }],
    ["lies elsewhere already", { ...content, externalData: [{ key: "location", value: "w.bin" }] }],
  ])("is made of a tensor that %s", (_, tensor) => {
    expect(of(modelOf(tensor))).toBeNull();
  });

  it("is made of a file that is cut short, or of something else", () => {
    const whole = modelOf(content);
    for (let length = 0; length < whole.length; length++) {
      // A cut behind the graph is a whole file again; there is none such here.
      expect(of(whole.subarray(0, length))).toBeNull();
    }
    expect(of(new Uint8Array(1000).fill(0xff))).toBeNull();
    expect(of(Uint8Array.from({ length: 1000 }, (_, i) => (i * 37) % 256))).toBeNull();
  });
});
