import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.js";
import { explained, type Served, serve, skipped } from "./page.js";

describe.skipIf(skipped !== "")(`the studio fits${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it.each([360, 390, 768, 1280, 3840])(
    "a screen %i pixels wide, without scrolling sideways",
    async (width) => {
      const { page } = await studio.open("#look?beside=method&besideMethod=grad-cam", {
        viewport: { width, height: 900 },
      });
      await explained(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBe(width);
    },
  );

  it.each([700, 800, 1024, 1440])(
    "a screen %i pixels wide, with the picture, its overlay and its map in one row",
    async (width) => {
      const { page } = await studio.open("", { viewport: { width, height: 900 } });
      await explained(page);
      const tops = await page
        .locator("#picture figure")
        .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
      expect(tops).toHaveLength(3);
      expect(new Set(tops).size).toBe(1);
    },
  );

  it.each(["light", "dark"] as const)(
    "everybody, in the %s: axe finds nothing serious",
    async (colorScheme) => {
      const { page } = await studio.open("", { colorScheme, bypassCSP: true });
      await explained(page);
      for (const state of ["the page", "the help", "the tour"]) {
        if (state === "the help") await page.keyboard.press("?");
        if (state === "the tour") {
          await page.keyboard.press("Escape");
          await page.getByRole("button", { name: "Tour" }).click();
        }
        expect(await seriousFindings(page)).toEqual([]);
      }
    },
  );

  it("whoever wants nothing to move", async () => {
    const { page } = await studio.open("", { reducedMotion: "reduce" });
    await explained(page);
    const running = await page.evaluate(
      () =>
        document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
          .length,
    );
    expect(running).toBe(0);
  });
});
