import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPicture } from "../../src/node/picture.js";
import { explained, type Served, serve, skipped, textOf } from "./page.js";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const sentenceOf = (page: Page): Promise<string> => textOf(page, ".bar [role=status]");

/** The row of a network. */
const side = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function finished(page: Page): Promise<void> {
  await button(page, "Stop").waitFor({ timeout: 60_000 });
  await button(page, "Compare again").waitFor({ timeout: 110_000 });
}

/** The length of the change that fooled a network, as its caption says. */
async function lengthOf(page: Page, name: string): Promise<number> {
  const text = await side(page, name)
    .getByText(/^\d+ steps? · L2/)
    .textContent();
  return Number(/L2\s(\S+)/.exec(text ?? "")?.[1]);
}

describe.skipIf(skipped !== "")(`the studio compares${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it.each(["Asking both", "Fooling"])("again what was cancelled while it said: %s", async (said) => {
    const { page } = await studio.open("#look", { serviceWorkers: "block" });
    await explained(page);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.context().route(/bestiary-robust/, async (route) => {
      await released;
      await route.continue();
    });
    if (said === "Fooling") release();
    await page.keyboard.press("c");
    await expect.poll(() => sentenceOf(page), { interval: 5 }).toMatch(said);
    await page.keyboard.press("Escape");
    await expect.poll(() => sentenceOf(page)).toMatch(/^Stopped/);
    expect(await page.getByText("Waiting for its turn").count()).toBe(0);
    release();
    await button(page, "Compare again").click();
    await finished(page);
    for (const name of ["bestiary", "bestiary-robust"])
      expect(await side(page, name).locator("canvas.map").count()).toBe(1);
  });

  it("two networks from opening to results: the robust one needs a larger change", async () => {
    const { page, problems } = await studio.open("#compare?picture=quail&aim=flower");
    await finished(page);
    const [ordinary, robust] = [await lengthOf(page, "bestiary"), await lengthOf(page, "bestiary-robust")];
    expect(robust).toBeGreaterThan(ordinary);
    const times = Number(/change (\S+) times/.exec(await sentenceOf(page))?.[1]);
    expect(times).toBeCloseTo(robust / ordinary, 1);
    for (const name of ["bestiary", "bestiary-robust"]) {
      const row = side(page, name);
      expect(await row.locator("canvas.map").count()).toBe(1);
      expect(await row.getByText(/^Step 80 of 80/).count()).toBe(1);
      // Scores, map, fooled picture, change and dream.
      expect(await row.locator("h3").count()).toBe(5);
    }
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Comparison (PNG)").click(),
    ]);
    expect(download.suggestedFilename()).toBe("quail.flower.bestiary.bestiary-robust.png");
    const { image } = await readPicture(readFileSync(await download.path()));
    expect(new Set(image.data).size).toBeGreaterThan(200);
    expect(image.height).toBeGreaterThan(image.width);
    // Both maps have one scale.
    const ends = await page.locator("figure .scale span:last-child").allTextContents();
    expect(ends).toHaveLength(2);
    expect(ends[0]).toBe(ends[1]);
    expect(problems).toEqual([]);
  });

  it("until it is stopped within 200 ms, and what there is stays", async () => {
    const { page, problems } = await studio.open(
      "#compare?attackSettings=rate%3D0.001%26maxSteps%3D5000&against=bestiary-vgg",
    );
    await side(page, "bestiary-vgg")
      .getByText(/^\d+ steps?/)
      .waitFor({ timeout: 60_000 });
    const took = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelector<HTMLButtonElement>(".bar button")?.click();
      await Promise.resolve();
      while (document.querySelector(".bar button")?.textContent?.trim() === "Stop") {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return performance.now() - start;
    });
    expect(took).toBeLessThan(200);
    expect(await sentenceOf(page)).toMatch(/^Stopped/);
    expect(
      await side(page, "bestiary")
        .getByText(/^\d+ steps?/)
        .count(),
    ).toBe(1);
    // Other settings are another question.
    await page.getByText("How they are asked").click();
    await page.getByRole("textbox", { name: "Rate" }).fill("1");
    await page.keyboard.press("Tab");
    await expect.poll(() => sentenceOf(page), { timeout: 60_000 }).toMatch(/needs a change/);
    expect(problems).toEqual([]);
  });

  it("and a slider of the display asks nothing anew", async () => {
    const { page, problems } = await studio.open("#compare?picture=fish");
    await finished(page);
    await page.getByText("How they are asked").click();
    await page.getByRole("slider", { name: "Difference times" }).fill("30");
    await expect.poll(() => page.url()).toContain("magnify=30");
    await page.getByText("The change × 30").first().waitFor();
    await page.waitForTimeout(500);
    expect(await button(page, "Stop").count()).toBe(0);
    expect(await page.getByText(/^Step 80 of 80/).count()).toBe(2);
    expect(problems).toEqual([]);
  });
});
