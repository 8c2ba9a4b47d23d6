import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.js";
import { begun, dreamed, dreamOf, saved, seen, stepOf } from "./dream-page.js";
import { type Served, serve, skipped } from "./page.js";
import { told, traceTasks } from "./tasks.js";

describe.skipIf(skipped !== "")(`what is kept of a dream in the studio${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("is saved as a GIF and as a film", async () => {
    const { page, problems } = await studio.open(dreamOf(16));
    await dreamed(page);
    const { name, bytes } = await saved(page, "Animation (GIF)");
    expect(name).toMatch(/\.gif$/);
    const { width, pageHeight, pages, delay, loop } = await sharp(bytes, { animated: true }).metadata();
    expect([width, pageHeight, pages, loop]).toEqual([96, 96, 17, 0]);
    expect(delay?.at(-1)).toBeGreaterThan(delay?.[0] ?? Number.NaN);

    // The last frame is the picture, but for its 256 colors.
    const png = await saved(page, "Picture (PNG)");
    const pixels = (of: Uint8Array, page = 0) => sharp(of, { page }).removeAlpha().raw().toBuffer();
    const [frame, picture] = [await pixels(bytes, 16), await pixels(png.bytes)];
    const mean = frame.reduce((sum, value, i) => sum + Math.abs(value - (picture[i] ?? 0)), 0) / frame.length;
    expect(mean).toBeLessThan(10);

    const film = await saved(page, "Film (WebM)");
    expect(film.bytes.subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
    expect(film.bytes.length).toBeGreaterThan(5_000);
    expect(problems).toEqual([]);
  });

  it("is pinned side by side, with a link to its settings", async () => {
    const { page, problems } = await studio.open(dreamOf(8));
    await dreamed(page);
    await page.getByRole("button", { name: "Pin it" }).click();
    const first = await seen(page, ".pins canvas");
    await page.getByRole("button", { name: "Another seed" }).click();
    await expect.poll(() => seen(page)).not.toBe(first);
    await dreamed(page);
    await page.getByRole("slider", { name: "Step" }).fill("5");
    await page.getByRole("button", { name: "Pin it" }).click();
    expect(await page.locator(".pins li").count()).toBe(2);

    // They stay while one looks elsewhere, and the dream does too.
    await page.getByRole("button", { name: "Look", exact: true }).click();
    await page.locator("canvas.map").first().waitFor();
    await page.getByRole("button", { name: "Dream", exact: true }).click();
    expect(await page.locator(".pins li").count()).toBe(2);
    expect(await stepOf(page)).toBe(5);

    await page.locator(".pins a").first().click();
    await expect.poll(() => new URL(page.url()).hash).not.toContain("seed");
    await expect.poll(() => stepOf(page)).toBe(8);
    await dreamed(page);
    expect(await seen(page)).toBe(first);
    await page
      .getByRole("button", { name: /^Remove the pinned/ })
      .first()
      .click();
    await page.getByRole("button", { name: /^Remove the pinned/ }).click();
    expect(await page.locator(".pins").count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it("begins with a drawing, by hand or by keys, that a link holds", async () => {
    const { page, problems } = await studio.open(dreamOf(4));
    await begun(page);
    await page.getByRole("combobox", { name: "Begin with" }).selectOption("drawing");
    const pad = page.locator(".pad canvas");
    await page.getByRole("radio", { name: "Blue" }).check({ force: true });
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error("there is nothing to draw on");
    await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => new URL(page.url()).hash).toContain("drawing=08");
    await page.getByRole("button", { name: "Ring" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toMatch(/drawing=08\w+\.08/);
    await page.keyboard.press("Control+z");
    await expect.poll(() => new URL(page.url()).hash).not.toMatch(/drawing=08\w+\./);
    await page.getByRole("slider", { name: "Step" }).fill("0");
    await dreamed(page);

    await page.reload();
    await dreamed(page);
    await page.getByRole("slider", { name: "Step" }).fill("0");
    const { bytes } = await saved(page, "Picture (PNG)");
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray(3 * (y * info.width + x)).subarray(0, 3)];
    expect(at(48, 48)).toEqual([0x35, 0x67, 0xc4]);
    expect(at(48, 10)).toEqual([0x80, 0x80, 0x80]);
    expect(problems).toEqual([]);
  });

  it("fits a phone, never holds the page's thread up, and speaks French", async () => {
    const { page, problems } = await studio.open("", {
      viewport: { width: 360, height: 740 },
      locale: "fr-FR",
    });
    await page.goto(`${studio.url}${dreamOf(40, { start: "drawing" })}`);
    const traced = await traceTasks(page);
    await page.reload();
    await page.getByRole("button", { name: "Autre graine" }).waitFor({ timeout: 90_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await page.locator("h1").textContent()).toContain("À quoi ressemble");
    const tasks = await traced();
    console.log(`longest tasks of the page's thread, ms of work of ms in all: ${told(tasks)}`);
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks[0]?.work).toBeLessThan(50);
    expect(problems).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "is for everybody, in the %s: axe finds nothing serious",
    async (colorScheme) => {
      const more = { start: "drawing", layer: "fire4/expand3x3/conv", channel: "3" };
      const { page } = await studio.open(dreamOf(3, more), { colorScheme, bypassCSP: true });
      await dreamed(page);
      await page.getByRole("button", { name: "Pin it" }).click();
      await page.locator(".pad canvas").waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    },
  );
});
