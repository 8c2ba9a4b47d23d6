import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { tensor } from "../../src/graph/tensor.js";
import { readNpy, readNpyFloats, writeNpy } from "../../src/image/npy.js";
import { describeWithData } from "../data.js";

/** A file as numpy lays it out, with any header and body. */
function file(header: string, body: readonly number[], version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), version, 0, ...length, ...text, ...body);
}
const header = (descr: string, shape: string, fortran = "False"): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

describe("writeNpy", () => {
  test("writes byte for byte what numpy.save writes", () => {
    const head = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117);
    const expected = [0x93, ..."NUMPY\u0001\0v\0".split("").map((c) => c.charCodeAt(0))];
    expected.push(...new TextEncoder().encode(`${head}\n`), 0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0);
    expect([...writeNpy(tensor(Float32Array.of(1.5, -2), [2]))]).toEqual(expected);
  });

  test.each([[[]], [[1]], [[3]], [[2, 3]], [[1, 3, 2, 2]], [[0, 4]]])(
    "shape [%s] survives the way there and back",
    (dims) => {
      const length = dims.reduce((product, dim) => product * dim, 1);
      const written = tensor(
        Float32Array.from({ length }, (_, i) => i / 7),
        dims,
      );
      const bytes = writeNpy(written);
      expect(bytes.indexOf(10) % 64).toBe(63);
      expect(readNpy(bytes)).toEqual(written);
    },
  );
});

describe("readNpy", () => {
  test.each([
    ["<f4", [0, 0, 0xc0, 0x3f], "float32", [1.5]],
    [">f4", [0x3f, 0xc0, 0, 0], "float32", [1.5]],
    ["<f8", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], "float64", [1.5]],
    [">f8", [0x3f, 0xf8, 0, 0, 0, 0, 0, 0], "float64", [1.5]],
    ["|b1", [1], "bool", [1]],
    ["|u1", [200], "uint8", [200]],
    ["|i1", [200], "int8", [-56]],
    ["<i2", [1, 0xff], "int16", [-255]],
    [">u2", [1, 0], "uint16", [256]],
    ["<i4", [1, 0, 0, 0x80], "int32", [-2147483647]],
    ["<u4", [1, 0, 0, 0x80], "uint32", [2147483649]],
    ["<i8", [255, 255, 255, 255, 255, 255, 255, 255], "int64", [-1]],
    [">u8", [0, 0, 0, 0, 0, 0, 0, 9], "uint64", [9]],
  ])("understands %s", (descr, body, dtype, values) => {
    const bytes = file(header(descr, "(1,)"), body);
    expect(readNpy(bytes).dtype).toBe(dtype);
    expect([...readNpyFloats(bytes).data]).toEqual(values.map(Math.fround));
  });

  test("turns Fortran order into C order", () => {
    const body = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
    const { dims, data } = readNpy(file(header("|u1", "(2, 3, 4)", "True"), body));
    expect(dims).toEqual([2, 3, 4]);
    expect([...data]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test("understands versions 2 and 3, odd offsets and any order of the header", () => {
    const odd = "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}\n";
    const body = [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0];
    for (const version of [1, 2, 3]) {
      const shifted = Uint8Array.of(7, 7, 7, ...file(odd, body, version)).subarray(3);
      expect([...readNpy(shifted).data]).toEqual([1.5, -2]);
    }
  });

  const good = file(header("<f4", "(2,)"), [0, 0, 0, 0, 0, 0, 0, 0]);
  test.each<[string, Uint8Array, RegExp]>([
    ["an empty file", new Uint8Array(0), /does not begin/],
    ["a text", new TextEncoder().encode("<!doctype html>"), /does not begin/],
    ["a cut header", good.subarray(0, 30), /ends within its header/],
    ["a cut prefix", good.subarray(0, 9), /ends within its header|header is not understood/],
    [
      "a header longer than the file",
      file(header("<f4", "(2,)"), [], 2).fill(255, 8, 12),
      /ends within its header/,
    ],
    ["cut data", good.subarray(0, good.length - 1), /takes 8 bytes, there are 7/],
    ["data after the end", Uint8Array.of(...good, 0), /takes 8 bytes, there are 9/],
    ["a shape beyond all memory", file(header("<f4", "(99999999999, 99999999999)"), []), /takes .* bytes/],
    ["objects", file(header("|O8", "(1,)"), [0, 0, 0, 0, 0, 0, 0, 0]), /element type is "\|O8"/],
    ["pickled objects", file(header("|O", "(1,)"), [128, 4]), /holds Python objects, which may be programs/],
    [
      "a header of 20,000 spaces",
      file(`{'descr': '<f4', 'fortran_order': False, 'shape': (${" ".repeat(20_000)}`, [], 2),
      /its header is longer than 10000 bytes/,
    ],
    [
      "a shape beyond all numbers beside a 0",
      file(header("<f4", "(0, 99999999999, 99999999999)"), []),
      /takes/,
    ],
    ["more axes than NumPy has", file(header("<f4", `(${"1, ".repeat(65)})`), [0, 0, 0, 0]), /has 65 axes/],
    ["complex numbers", file(header("<c8", "(1,)"), [0, 0, 0, 0, 0, 0, 0, 0]), /understood are f4, f8/],
    [
      "records",
      file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", []),
      /not understood/,
    ],
    ["a negative shape", file(header("<f4", "(-1,)"), []), /not understood/],
    ["version 9", file(header("<f4", "(0,)"), [], 9), /format version is 9/],
  ])("refuses %s", (_, bytes, message) => {
    const read = (): unknown => readNpy(bytes, "x.npy");
    expect(read).toThrow(RegardError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^x\.npy cannot be read as a NumPy array/);
  });
});

describeWithData("a file written by numpy itself", "golden/squeezenet1_0/00_hay.logits.npy", (path) => {
  test("is read, and written again byte for byte", () => {
    const bytes = readFileSync(path);
    const logits = readNpyFloats(bytes, path);
    expect(logits.dims).toEqual([1, 1000]);
    expect(logits.data.indexOf(Math.max(...logits.data))).toBe(958);
    expect(Buffer.compare(writeNpy(logits), bytes)).toBe(0);
  });
});
