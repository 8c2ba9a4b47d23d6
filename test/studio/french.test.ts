import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { button } from "./fool-page.js";
import { atRest, drop, explained, noticeOf, type Served, serve, skipped } from "./page.js";

describe.skipIf(skipped !== "")(`the studio in French${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("writes and reads numbers with a comma, whatever the browser's own language", async () => {
    const { page, problems } = await studio.open("#fool");
    await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
    const rate = page.getByRole("textbox", { name: "Pas de gradient" });
    expect(await rate.getAttribute("placeholder")).toBe("0,2");
    for (const typed of ["0,35", "0.35"]) {
      await rate.fill(typed);
      await rate.press("Tab");
      await expect.poll(() => page.url()).toContain("rate%3D0.35");
      expect(await rate.inputValue()).toBe("0,35");
      await button(page, "Annuler la modification").click();
      await expect.poll(() => page.url()).not.toContain("rate");
    }
    for (const wrong of ["-1", "peu", "Infinity"]) {
      await rate.fill(wrong);
      await rate.press("Tab");
      expect(await rate.evaluate((input) => (input as HTMLInputElement).validationMessage)).toBe(
        "Un nombre à partir de 0.",
      );
    }
    expect(page.url()).not.toContain("rate");
    expect(problems).toEqual([]);
  });

  it.each([
    [
      "torn.png",
      Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
      /^torn\.png\u00a0: image abîmée ou tronquée \(png\)/,
    ],
    ["torn.onnx", new Uint8Array(), /^torn\.onnx est vide$/],
    ["page.onnx", new TextEncoder().encode("<!doctype html>"), /^page\.onnx.*\u00a0: c’est une page web/],
  ])("says what is wrong with %s", async (name, bytes, sentence) => {
    const { page } = await studio.open("", { locale: "fr-FR" });
    await explained(page);
    await drop(page, [{ name, type: name.endsWith("png") ? "image/png" : "", bytes }]);
    await expect.poll(() => noticeOf(page)).toMatch(sentence);
  });

  it("keeps its signs with their words, on the page too", async () => {
    const { page } = await studio.open("", { locale: "fr-FR" });
    await explained(page);
    for (const activity of ["Tromper", "Rêver", "Comparer", "Regarder"]) {
      await button(page, activity).first().click();
      await page.locator("h1").waitFor();
      await atRest(page);
      const text = await page.locator("main").textContent();
      expect(text?.match(/.{0,20}(« | [»;:!?]).{0,10}/g)).toBe(null);
    }
  });
});

describe.skipIf(skipped !== "")(`the charts of the studio${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it.each([360, 1280])("write all their numbers within themselves, %i pixels wide", async (width) => {
    const knobs = new URLSearchParams({ knobs: "steps=1000" });
    const { page } = await studio.open(`#dream?${knobs}`, { viewport: { width, height: 800 } });
    await page.locator(".curves svg path").first().waitFor();
    const outside = await page.locator("svg text").evaluateAll((all) =>
      all.flatMap((text) => {
        const [own, chart] = [text, text.closest("figure") ?? text].map((each) =>
          each.getBoundingClientRect(),
        );
        const isWithin = own && chart && own.left >= chart.left - 1 && own.right <= chart.right + 1;
        return isWithin ? [] : [text.textContent];
      }),
    );
    expect(await page.locator("svg text").filter({ hasText: "1000" }).count()).toBe(2);
    expect(outside).toEqual([]);
  });
});
