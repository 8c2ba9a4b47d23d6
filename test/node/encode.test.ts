import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { type Image, image } from "../../src/image/image.js";
import { encodeAnimation, svgToPng } from "../../src/node/encode.js";

/** Smooth frames that differ in brightness. */
const frames: Image[] = [0, 60, 120].map((base) =>
  image(
    24,
    16,
    Uint8Array.from({ length: 24 * 16 * 3 }, (_, i) => base + (Math.floor(i / 3) % 24) * 4 + (i % 3) * 10),
  ),
);

describe("encodeAnimation", () => {
  test.each(["gif", "webp"] as const)("%s frames come back in order, alike and on time", async (format) => {
    const bytes = await encodeAnimation(frames, { format, delayMs: 120, lastDelayMs: 900, loop: 0 });
    const {
      pages,
      delay,
      loop,
      pageHeight,
      width,
      format: written,
    } = await sharp(bytes, { animated: true }).metadata();
    expect({ pages, delay, loop, pageHeight, width, written }).toEqual({
      pages: 3,
      delay: [120, 120, 900],
      loop: 0,
      pageHeight: 16,
      width: 24,
      written: format,
    });
    for (const [page, frame] of frames.entries()) {
      const decoded = await sharp(bytes, { page }).removeAlpha().raw().toBuffer();
      const apart = decoded.reduce((sum, value, i) => sum + Math.abs(value - (frame.data[i] as number)), 0);
      expect(apart / decoded.length).toBeLessThan(6);
    }
  });

  test("equal frames are kept", async () => {
    const still = [frames[0], frames[0], frames[0]] as Image[];
    expect((await sharp(await encodeAnimation(still)).metadata()).pages).toBe(3);
  });

  test("one frame will do, none or different sizes will not", async () => {
    expect((await encodeAnimation(frames.slice(0, 1))).length).toBeGreaterThan(50);
    await expect(encodeAnimation([])).rejects.toThrow(RangeError);
    const other = image(1, 1, new Uint8Array(3));
    await expect(encodeAnimation([...frames, other])).rejects.toThrow(
      "frame 3 has 1 × 1 pixels, the first 24 × 16",
    );
  });
});

describe("svgToPng", () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect x="15" width="15" height="20" fill="#00f"/></svg>';

  test.each([
    [{ scale: 1 }, 30, 20],
    [{ scale: 2 }, 60, 40],
    [{ width: 100 }, 100, 67],
  ])("%j", async (size, width, height) => {
    const { data, info } = await sharp(await svgToPng(svg, size))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect([...data.subarray(width * 30 - 6, width * 30 - 3)]).toEqual([0, 0, 255]);
  });

  test("refuses what is no SVG", async () => {
    await expect(svgToPng("<svg")).rejects.toThrow(RegardError);
  });
});
