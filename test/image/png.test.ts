import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { image } from "../../src/image/image.js";
import { encodePng, pngDataUri } from "../../src/image/png.js";
import { random } from "../../src/image/random.js";
import { fnv, pattern } from "./pattern.js";

const noise = (width: number, height: number) => {
  const { integer } = random(5);
  return image(
    width,
    height,
    Uint8Array.from({ length: width * height * 3 }, () => integer(0, 255)),
  );
};

describe("encodePng", () => {
  // The checksum of every chunk is verified by libpng, which reads it.
  test.each([
    ["smooth and edged", pattern(61, 47)],
    ["noise", noise(33, 20)],
    ["one pixel", image(1, 1, Uint8Array.of(1, 2, 3))],
    ["one row", pattern(300, 1)],
    ["one column", pattern(1, 300)],
  ])("%s comes back as it was", async (_, picture) => {
    const { data, info } = await sharp(encodePng(picture)).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([picture.width, picture.height, 3]);
    expect(fnv(data)).toBe(fnv(picture.data));
  });

  test("a gradient of colors shrinks, because its rows are filtered", () => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i % 192) + Math.floor(i / 192) * 3);
    expect(encodePng(image(64, 64, data)).length).toBeLessThan(400);
  });
});

test("a data URI holds the file", () => {
  const uri = pngDataUri(pattern(9, 9));
  expect(uri.startsWith("data:image/png;base64,")).toBe(true);
  expect(Buffer.compare(Buffer.from(uri.slice(22), "base64"), encodePng(pattern(9, 9)))).toBe(0);
});
