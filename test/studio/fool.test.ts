import { readFileSync } from "node:fs";
import { findClass, fitPicture, top } from "regard";
import { open, readPicture } from "regard/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { begin, button, fooled, long, stepOf, verdictOf } from "./fool-page.js";
import { type Served, serve, skipped } from "./page.js";

describe.skipIf(skipped !== "")(`the studio fools${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it.each([
    ["with the usual attack", "#fool", "bestiary", "stingray"],
    ["in a ball", "#fool?attack=pgd&aim=flower&network=bestiary-vgg", "bestiary-vgg", "flower"],
    ["a photograph", "#fool?picture=cat&aim=snake", "bestiary", "snake"],
  ])("%s, and the file that it saves is what it says", async (_, hash, network, aim) => {
    const { page, problems } = await studio.open(hash);
    await button(page, "Fool it").click();
    await fooled(page);
    expect(await verdictOf(page)).toContain(aim);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Fooled picture (PNG)").click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/fooled\.png$/);
    const explainer = await open(network);
    const { image } = await readPicture(readFileSync(await download.path()));
    const scores = await explainer.scores(fitPicture(explainer.model, image).pixels);
    expect(top(scores, 1)[0]?.index).toBe(findClass(explainer.model, aim));
    await explainer.close();
    const [difference] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Difference (PNG)").click(),
    ]);
    expect((await readPicture(readFileSync(await difference.path()))).image.width).toBe(96);
    expect(problems).toEqual([]);
  });

  it("where the button that starts it is clicked twice", async () => {
    const { page, problems } = await studio.open("#fool");
    await button(page, "Fool it").dblclick();
    await fooled(page);
    expect(problems).toEqual([]);
  });

  it("until it is stopped within 200 ms, goes on from there, and begins anew", async () => {
    const { page, problems } = await studio.open(`#fool?${long}`);
    await begin(page);
    const took = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelector<HTMLButtonElement>(".bar .main")?.click();
      await Promise.resolve();
      while (document.querySelector(".bar .main")?.textContent?.trim() === "Stop") {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return performance.now() - start;
    });
    expect(took).toBeLessThan(200);
    await page.locator(".verdict.still").waitFor();
    expect(await verdictOf(page)).toMatch(/^Not fooled yet.*butterfly/);
    const stopped = await stepOf(page);
    await page.waitForTimeout(300);
    expect(await stepOf(page)).toBe(stopped);

    await button(page, "Continue").click();
    await expect.poll(() => stepOf(page)).toBeGreaterThan(stopped + 2);
    await page.keyboard.press("Escape");
    await page.locator(".verdict.still").waitFor();

    await button(page, "Reset").click();
    expect(await stepOf(page)).toBe(0);
    expect(await verdictOf(page)).toMatch(/^It says “butterfly”/);
    expect(problems).toEqual([]);
  });

  it("goes on under other settings, in the address and back by undo", async () => {
    const { page, problems } = await studio.open(`#fool?${long}`);
    await begin(page);
    await button(page, "Stop").click();
    await page.getByRole("textbox", { name: "Rate" }).fill("0.5");
    await page.keyboard.press("Tab");
    await expect.poll(() => page.url()).toContain("rate%3D0.5");
    await button(page, "Continue").click();
    await fooled(page);
    await page.getByRole("combobox", { name: "Attack" }).selectOption("pgd");
    await page.getByRole("slider", { name: /ε/ }).fill("8");
    expect(decodeURIComponent(page.url())).toContain("epsilon=0.0313725");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(() => page.url()).not.toContain("attack=pgd");
    expect(problems).toEqual([]);
  });

  it("towards a class that is searched by typing; another picture begins anew", async () => {
    const { page, problems } = await studio.open("#fool");
    await page.getByText("It says “butterfly”").waitFor();
    await page.locator("h1 .word").click();
    await page.locator("input:focus").waitFor();
    await page.keyboard.type("mushr");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("aim=mushroom");
    await button(page, "Fool it").click();
    await fooled(page);
    await page.getByRole("button", { name: "Quail" }).click();
    await expect.poll(() => verdictOf(page)).toMatch(/^It says “quail/);
    expect(await stepOf(page)).toBe(0);
    await expect.poll(() => page.url()).toContain("aim=mushroom");
    expect(problems).toEqual([]);
  });
});
