import { type Browser, chromium } from "playwright-core";
import { readPicture } from "regard/node";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, type Site } from "./site.js";
import { executablePath, inChromium, isMissing, openTab, type Tab } from "./tab.js";

const [width, height] = [40, 30];

/** Smooth colors, which no decoder has to guess at. */
const colors = (channels: 3 | 4) =>
  sharp(
    Uint8Array.from({ length: width * height * channels }, (_, i) => {
      const [channel, x, y] = [
        i % channels,
        Math.floor(i / channels) % width,
        Math.floor(i / channels / width),
      ];
      return channel === 3 ? 6 * x : 20 + 3 * x + 4 * y + 20 * channel;
    }),
    { raw: { width, height, channels } },
  );

/** The largest difference of two pictures in levels. */
const levels = (found: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Array.from(expected).reduce((most, level, i) => Math.max(most, Math.abs(level - (found[i] as number))), 0);

describe.skipIf(isMissing)(inChromium("readPicture in Chromium"), () => {
  let browser: Browser;
  let site: Site;
  let tab: Tab;
  beforeAll(async () => {
    [browser, site] = await Promise.all([
      chromium.launch({ executablePath, args: ["--no-sandbox"] }),
      openSite({ isolated: true }),
    ]);
    tab = await openTab(browser, site);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close()]);
  });

  it.each([
    ["png", 0, () => colors(3).png()],
    ["transparent png", 1, () => colors(4).png()],
    ["gray png", 0, () => colors(3).grayscale().png()],
    ["lossless webp", 0, () => colors(3).webp({ lossless: true })],
    ["jpeg", 4, () => colors(3).jpeg({ quality: 95 })],
    ["turned jpeg", 4, () => colors(3).jpeg({ quality: 95 }).withMetadata({ orientation: 6 })],
  ] as const)("reads what Node reads: %s, within %d levels", async (name, most, make) => {
    const bytes = await make().toBuffer();
    site.put("picture", bytes);
    const expected = await readPicture(bytes);
    const found = await tab.ask("picture", "/picture", name);
    const { image, format, originalWidth, originalHeight } = expected;
    expect(found).toMatchObject({ format, originalWidth, originalHeight });
    expect(found.image).toMatchObject({ width: image.width, height: image.height });
    expect(levels(found.image.data, image.data)).toBeLessThanOrEqual(most);
    const turned = expected.notes.filter((note) => /upright|transparent/.test(note));
    expect(found.notes).toEqual(turned);
  });

  it("refuses what is no picture, too large or damaged, in Node's words, and goes on", async () => {
    const picture = await colors(3).png().toBuffer();
    const huge = Buffer.from(picture);
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    for (const [bytes, said] of [
      [
        Buffer.from("<html>"),
        "picture: it is not a picture that can be read: it is an HTML or XML page; convert it to JPEG, PNG, WebP, GIF or AVIF",
      ],
      [huge, "picture: it has 100000 × 100000 pixels, more than 50 million; make it smaller first"],
      [picture.subarray(0, 60), "picture: it is damaged or cut short (png: "],
      [
        await colors(3).tiff().toBuffer(),
        "picture: it is not a picture that can be read: it is a TIFF picture; convert it to JPEG, PNG, WebP, GIF or AVIF",
      ],
    ] as const) {
      site.put("picture", bytes);
      await expect(tab.ask("picture", "/picture", "it")).rejects.toThrow(said);
    }
    site.put("picture", picture);
    expect((await tab.ask("picture", "/picture", "it")).image.width).toBe(width);
  });
});
