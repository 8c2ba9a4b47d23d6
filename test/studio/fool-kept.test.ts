import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { highest, raised } from "../../studio/src/views/raised.js";
import { begin, button, fooled, long, stepOf, verdictOf } from "./fool-page.js";
import { choosePicture, explained, pixelsOf, type Served, serve, skipped } from "./page.js";

describe("the classes that got furthest", () => {
  it("are those of the highest peaks of all steps", () => {
    const steps = [
      [0.9, 0.1, 0, 0.01],
      [0.2, 0.3, 0.5, 0.01],
      [0.1, 0.2, 0.7, 0.01],
    ];
    const peaks = steps.reduce((all: Float32Array, step) => raised(all, step), new Float32Array());
    expect(highest(peaks, 9, 0.02)).toEqual([0, 2, 1]);
    expect(highest(peaks, 2, 0.02)).toEqual([0, 2]);
    expect(highest(new Float32Array(), 2, 0)).toEqual([]);
  });
});

describe.skipIf(skipped !== "")(`what the studio fooled${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("stays while one looks elsewhere, as long as the question is the same", async () => {
    const { page, problems } = await studio.open("#fool");
    await button(page, "Fool it").click();
    await fooled(page);
    const [verdict, step] = [await verdictOf(page), await stepOf(page)];
    const changed = "figure:nth-of-type(2) canvas";
    const pixels = await pixelsOf(page, changed);
    for (const other of ["Look", "Compare"]) {
      await button(page, other).click();
      await page.locator("canvas.map").first().waitFor();
      await button(page, "Fool").click();
      await fooled(page);
      expect([await verdictOf(page), await stepOf(page)]).toEqual([verdict, step]);
      expect(await pixelsOf(page, changed)).toEqual(pixels);
    }

    // Elsewhere it may be another picture for a while.
    await button(page, "Look").click();
    await choosePicture(page, "Quail");
    await choosePicture(page, "Butterfly");
    await button(page, "Fool").click();
    await fooled(page);
    expect([await verdictOf(page), await stepOf(page)]).toEqual([verdict, step]);

    await button(page, "Look").click();
    await choosePicture(page, "Quail");
    await button(page, "Fool").click();
    await expect.poll(() => verdictOf(page)).toMatch(/^It says “quail/);
    expect(await stepOf(page)).toBe(0);
    expect(problems).toEqual([]);
  });

  it("stands still while one looks elsewhere, and goes on from there", async () => {
    const { page, problems } = await studio.open(`#fool?${long}`);
    await begin(page);
    await button(page, "Look").click();
    await explained(page);
    await button(page, "Fool").click();
    const stopped = await stepOf(page);
    expect(stopped).toBeGreaterThan(2);
    await button(page, "Continue").click();
    await expect.poll(() => stepOf(page)).toBeGreaterThan(stopped + 2);
    await button(page, "Stop").click();
    expect(problems).toEqual([]);
  });
});
