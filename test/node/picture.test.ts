import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { encodeAnimation } from "../../src/node/encode.js";
import { readPicture } from "../../src/node/picture.js";
import { pattern } from "../image/pattern.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "regard-picture-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Left half red, right half blue, 40 × 20. */
const halves = (): Sharp => {
  const data = Uint8Array.from({ length: 40 * 20 * 3 }, (_, i) => {
    const left = Math.floor(i / 3) % 40 < 20;
    return i % 3 === (left ? 0 : 2) ? 255 : 0;
  });
  return sharp(data, { raw: { width: 40, height: 20, channels: 3 } });
};

type Color = readonly [number, number, number];
const [red, blue]: Color[] = [
  [255, 0, 0],
  [0, 0, 255],
];

/** A picture of one color, with an alpha channel where it has four values. */
function plain(color: readonly number[]): Sharp {
  const channels = color.length as 1 | 2 | 3 | 4;
  const data = Uint8Array.from({ length: 32 * 32 * channels }, (_, i) => color[i % channels] as number);
  return sharp(data, { raw: { width: 32, height: 32, channels } });
}

/** A gray square of 32-bit floating-point values, which sharp itself does not write. */
function floatTiff(side: number): Uint8Array {
  const size = side * side * 4;
  const [width, height, bits, none, blackIsZero] = [256, 257, 258, 259, 262];
  const [start, perPixel, rows, length, kind] = [273, 277, 278, 279, 339];
  const entries = [
    ...[
      [width, side],
      [height, side],
      [bits, 32],
      [none, 1],
      [blackIsZero, 1],
    ],
    ...[
      [start, 134],
      [perPixel, 1],
      [rows, side],
      [length, size],
      [kind, 3],
    ],
  ];
  const view = new DataView(new ArrayBuffer(134 + size));
  new Uint8Array(view.buffer).set([0x49, 0x49, 42, 0, 8, 0, 0, 0, entries.length]);
  for (const [i, [tag = 0, value = 0]] of entries.entries()) {
    view.setUint16(10 + i * 12, tag, true);
    view.setUint16(12 + i * 12, 4, true);
    view.setUint32(14 + i * 12, 1, true);
    view.setUint32(18 + i * 12, value, true);
  }
  for (let at = 134; at < view.byteLength; at += 4) view.setFloat32(at, 0.7, true);
  return new Uint8Array(view.buffer);
}

async function colorAt(bytes: Uint8Array, x: number, y: number, background?: string): Promise<number[]> {
  const { image } = await readPicture(bytes, background === undefined ? {} : { background });
  return [...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3)];
}

function near(actual: readonly number[], expected: readonly number[], levels: number): void {
  const apart = actual.map((value, i) => Math.abs(value - (expected[i] as number)));
  expect(Math.max(...apart), `${actual} is not ${expected}`).toBeLessThanOrEqual(levels);
}

describe("readPicture", () => {
  test.each([
    ["jpeg", (from: Sharp) => from.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }), 4],
    ["png", (from: Sharp) => from.png(), 0],
    ["webp", (from: Sharp) => from.webp({ lossless: true }), 0],
    ["gif", (from: Sharp) => from.gif(), 0],
    ["avif", (from: Sharp) => from.avif({ quality: 90 }), 6],
    ["tiff", (from: Sharp) => from.tiff({ compression: "lzw" }), 0],
  ] as const)("reads %s from a path, whatever the file's name", async (format, encode, levels) => {
    const path = join(folder, `${format}.txt`);
    await writeFile(path, await encode(halves()).toBuffer());
    const { image, notes, ...rest } = await readPicture(path);
    expect(rest).toEqual({ format, originalWidth: 40, originalHeight: 20 });
    expect([image.width, image.height, image.data.length]).toEqual([40, 20, 2400]);
    expect(notes).toEqual([]);
    near([...image.data.subarray(15, 18)], red as Color, levels);
    near([...image.data.subarray(105, 108)], blue as Color, levels);
  });

  // The red half is where a viewer sees the left half of the picture after its orientation is applied.
  test.each([
    [1, 40, 20, [5, 10]],
    [2, 40, 20, [35, 10]],
    [3, 40, 20, [35, 10]],
    [4, 40, 20, [5, 10]],
    [5, 20, 40, [10, 5]],
    [6, 20, 40, [10, 5]],
    [7, 20, 40, [10, 35]],
    [8, 20, 40, [10, 35]],
  ] as const)("applies EXIF orientation %i", async (orientation, width, height, [x, y]) => {
    const bytes = await halves()
      .withMetadata({ orientation })
      .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
      .toBuffer();
    const { image, notes, originalWidth } = await readPicture(bytes);
    expect([image.width, image.height, originalWidth]).toEqual([width, height, 40]);
    near(await colorAt(bytes, x, y), red as Color, 4);
    expect(notes.join()).toBe(
      orientation === 1 ? "" : `turned upright, as its EXIF orientation ${orientation} says`,
    );
  });

  test("spreads gray over three channels", async () => {
    for (const encode of [
      plain([77]).png(),
      plain([77]).jpeg({ quality: 100 }),
      plain([77]).toColorspace("b-w").tiff(),
    ]) {
      const bytes = await encode.toBuffer();
      expect(await colorAt(bytes, 3, 3)).toEqual([77, 77, 77]);
    }
    const { notes } = await readPicture(await plain([77]).toColorspace("b-w").png().toBuffer());
    expect(notes).toEqual(["gray was spread over red, green and blue"]);
  });

  test("puts transparent parts on the stated color", async () => {
    const bytes = await plain([200, 100, 0, 0]).png().toBuffer();
    const half = await plain([200, 100, 0, 128]).png().toBuffer();
    expect(await colorAt(bytes, 1, 1)).toEqual([255, 255, 255]);
    expect(await colorAt(bytes, 1, 1, "#102030")).toEqual([16, 32, 48]);
    near(await colorAt(half, 1, 1, "black"), [100, 50, 0], 1);
    const { notes } = await readPicture(bytes, { background: "#102030" });
    expect(notes).toEqual(["transparent parts stand on #102030"]);
    expect((await readPicture(await plain([1, 2, 3, 255]).png().toBuffer())).notes).toEqual([]);
    const deep = await plain([200, 100, 0, 128]).toColorspace("rgb16").png().toBuffer();
    near(await colorAt(deep, 1, 1, "black"), [100, 50, 0], 1);
    const gray = await plain([200, 0]).toColorspace("b-w").png().toBuffer();
    expect(await colorAt(gray, 1, 1, "#102030")).toEqual([16, 32, 48]);
  });

  test("turns CMYK into sRGB", async () => {
    const bytes = await plain([250, 250, 250]).toColorspace("cmyk").jpeg({ quality: 100 }).toBuffer();
    const { notes } = await readPicture(bytes);
    near(await colorAt(bytes, 5, 5), [250, 250, 250], 6);
    expect(notes[0]).toBe("CMYK was turned into sRGB");
    const dark = await plain([200, 30, 30]).toColorspace("cmyk").tiff().toBuffer();
    const [r = 0, g = 255, b = 255] = await colorAt(dark, 5, 5);
    expect(r).toBeGreaterThan(150);
    expect(Math.max(g, b)).toBeLessThan(90);
  });

  test("reduces 16 bits to 8", async () => {
    const bytes = await plain([10, 128, 250]).toColorspace("rgb16").png().toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe("ushort");
    near(await colorAt(bytes, 4, 4), [10, 128, 250], 1);
    expect((await readPicture(bytes)).notes).toEqual(["its values were reduced to 8 bits"]);
  });

  test("refuses floating-point values, which would all become black", async () => {
    const bytes = floatTiff(16);
    expect((await sharp(bytes).metadata()).depth).toBe("float");
    await expect(readPicture(bytes)).rejects.toThrow("holds values of type float");
  });

  test("turns an embedded profile into sRGB", async () => {
    const values = await plain([200, 100, 50]).withIccProfile("p3").png().toBuffer();
    const stored = await sharp(values, { ignoreIcc: true }).raw().toBuffer();
    expect(stored[0]).toBeLessThan(195); // the same color has less red in the wider space
    near(await colorAt(values, 5, 5), [200, 100, 50], 2);
    expect((await readPicture(values)).notes).toEqual(["its color profile was turned into sRGB"]);
  });

  test("takes the first frame of an animation", async () => {
    const frames = [pattern(16, 16), pattern(16, 16)].map((frame, i) => ({
      ...frame,
      data: frame.data.map(() => i * 200),
    }));
    for (const format of ["gif", "webp"] as const) {
      const { image, notes } = await readPicture(await encodeAnimation(frames, { format }));
      expect([image.width, image.height]).toEqual([16, 16]);
      near([...image.data.subarray(0, 3)], [0, 0, 0], 2);
      expect(notes).toEqual(["only the first of its frames is used"]);
    }
  });
});

describe("what is no picture", () => {
  const failure = async (from: string | Uint8Array, options = {}): Promise<RegardError> => {
    const error = await readPicture(from, options).then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(RegardError);
    return error as RegardError;
  };

  test("a missing file names the nearest", async () => {
    await writeFile(join(folder, "quail.png"), await halves().png().toBuffer());
    const error = await failure(join(folder, "quial.png"));
    expect(error.kind).toBe("picture");
    expect(error.message).toMatch(/there is no picture .*quial\.png; nearest there: quail\.png/);
    expect((await failure(join(folder, "nowhere", "a.png"))).message).toMatch(
      /there is no folder .*nowhere either/,
    );
    expect((await failure(folder)).message).toMatch(/cannot be read: it is a folder/);
  });

  test.each([
    ["jpeg", (from: Sharp) => from.jpeg()],
    ["png", (from: Sharp) => from.png()],
    ["webp", (from: Sharp) => from.webp({ lossless: true })],
    ["gif", (from: Sharp) => from.gif()],
    ["avif", (from: Sharp) => from.avif()],
    ["tiff", (from: Sharp) => from.tiff({ compression: "none" })],
  ] as const)("a truncated %s is refused", async (format, encode) => {
    const { width, height, data } = pattern(120, 90);
    const whole = await encode(sharp(data, { raw: { width, height, channels: 3 } })).toBuffer();
    for (const part of [0.1, 0.5, 0.9]) {
      const error = await failure(whole.subarray(0, Math.floor(whole.length * part)), { name: "cut.bin" });
      expect(error.kind).toBe("picture");
      expect(error.message).toMatch(new RegExp(`^cut\\.bin is damaged or cut short \\(${format}: `));
    }
  });

  test.each([
    ["", /: it is empty;/],
    ["just some text", /is not a picture that can be read; convert it/],
    ["<!doctype html><html>", /: it is an HTML or XML page;/],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:", /: it is a Git LFS pointer/],
    ["<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", /: it is an SVG drawing;/],
    ["%PDF-1.4", /: it is a PDF document;/],
    ["\0\0\0\x18ftypheic\0\0\0\0mif1heic", /: it is a HEIC picture;/],
    ["BM\x36\0\0\0", /: it seems to be a BMP picture;/],
    ["\0\0\x01\0\x01\0", /: it is an ICO icon;/],
    ["\xff\x0a\xfa\x1f", /: it is a JPEG XL picture;/],
    ["\0\0\0\x0cJXL \x0d\x0a\x87\x0a", /: it is a JPEG XL picture;/],
    ["\0\0\0\x0cjP  \x0d\x0a\x87\x0a", /: it is a JPEG 2000 picture;/],
    ["8BPS\0\x01", /: it is a Photoshop document;/],
  ])("%j is refused", async (text, message) => {
    const error = await failure(Buffer.from(text, "latin1"));
    expect(error.kind).toBe("picture");
    expect(error.message).toMatch(message);
  });

  test("a picture too large is refused from its header", async () => {
    const bytes = await halves().png().toBuffer();
    bytes.writeUInt32BE(100_000, 16);
    bytes.writeUInt32BE(501, 20);
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
    const error = await failure(bytes, { name: "large.png" });
    expect(error.message).toMatch(/large\.png has 100000 × 501 pixels, more than 50 million/);
  });

  const svg =
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";

  test.each([
    ["jpeg", "\xff\xd8\xff"],
    ["png", "\x89PNG\r\n\x1a\n"],
    ["gif", "GIF89a"],
    ["webp", "RIFF\x40\0\0\0WEBP"],
    ["tiff", "II*\0"],
    ["avif", "\0\0\0\x18ftypavif\0\0\0\0avifmif1"],
  ])("a drawing that begins as %s is not drawn", async (_, start) => {
    const error = await failure(Buffer.from(start + svg, "latin1"));
    expect(error.message).toMatch(/is damaged or cut short|begins as/);
  });

  test("a HEIC picture among whose brands is AVIF's is not decoded as one", async () => {
    const bytes = await halves().avif().toBuffer();
    // The same boxes, with the kind of their coded item changed.
    const foreign = Buffer.from(bytes.toString("latin1").replaceAll("av01", "hvc1"), "latin1");
    expect((await failure(foreign)).message).toMatch(/is damaged or cut short|begins as avif/);
  });

  /** A PNG of 8 × 8 pixels with a further chunk. */
  async function withChunk(type: string, data: Uint8Array): Promise<Buffer> {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const chunk = Buffer.alloc(12 + data.length);
    chunk.writeUInt32BE(data.length, 0);
    chunk.write(type, 4, "latin1");
    chunk.set(data, 8);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
    return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  }

  test.each(["iCCP", "zTXt"])("a bomb of 512 MiB in %s does not go off", async (type) => {
    const bomb = deflateSync(Buffer.alloc(2 ** 29));
    const bytes = await withChunk(type, Buffer.concat([Buffer.from("x\0\0"), bomb]));
    const before = process.resourceUsage().maxRSS;
    const { image } = await readPicture(bytes);
    expect([...image.data.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(2 ** 18);
  });

  test("of an animation of 100,000 frames, one is read", async () => {
    const gif = await sharp({ create: { width: 1, height: 1, channels: 3, background: "red" } })
      .gif()
      .toBuffer();
    const frame = gif.subarray(gif.indexOf(0x2c, 13), -1);
    const bytes = Buffer.concat([
      gif.subarray(0, -1),
      ...Array<Buffer>(99_999).fill(frame),
      gif.subarray(-1),
    ]);
    const { image, notes } = await readPicture(bytes);
    expect([image.width, image.height, ...notes]).toEqual([1, 1, "only the first of its frames is used"]);
  });

  test("a picture that takes too long is given up in time", async () => {
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const bytes = await sharp({
      create: { width: 4000, height: 4000, channels: 3, background: "red", noise },
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const start = performance.now();
    const error = await failure(bytes, { name: "slow.png", seconds: 0.02 });
    expect(error.message).toBe(
      "slow.png takes longer than 0.02 s to decode (png); convert it, or leave it out",
    );
    expect(performance.now() - start).toBeLessThan(5000);
    expect((await readPicture(bytes)).image.width).toBe(4000);
  });

  test("a file without end is not read to its end", async () => {
    expect((await failure("/dev/zero")).message).toMatch(
      /\/dev\/zero cannot be read: it is larger than 512 MiB/,
    );
  });

  test("a background that is no color is a usage error", async () => {
    const error = await failure(await halves().png().toBuffer(), { background: "whiteish" });
    expect(error.kind).toBe("usage");
    expect(error.message).toMatch(/"whiteish" is not a color/);
  });
});
