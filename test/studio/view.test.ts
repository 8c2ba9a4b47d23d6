import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  atRest,
  choosePicture,
  classOf,
  explained,
  noticeOf,
  pixelsOf,
  type Served,
  serve,
  skipped,
  textOf,
} from "./page.js";

describe.skipIf(skipped !== "")(`the view of the studio${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("is what the address says, and the address follows", async () => {
    const link = "#look?picture=tarantula&network=bestiary-robust&target=7&colormap=viridis&opacity=0.5";
    const { page, problems } = await studio.open(link);
    await explained(page);
    expect(await page.locator("h1 select").inputValue()).toBe("bestiary-robust");
    expect(await classOf(page)).toBe("butterfly");
    await choosePicture(page, "Quail");
    await expect.poll(() => new URL(page.url()).hash).toContain("picture=quail");
    await expect.poll(() => new URL(page.url()).hash).toContain("colormap=viridis");
    expect(problems).toEqual([]);
  });

  it("says what an address names that is not here, and goes on", async () => {
    const { page } = await studio.open("#look?picture=unicorn&method=astrology&opacity=9");
    await expect.poll(() => noticeOf(page)).toMatch(/astrology.*unicorn/);
    expect(await textOf(page, "h1")).toContain("bestiary");
    await explained(page);
    await expect.poll(() => new URL(page.url()).hash).toBe("#look?picture=unicorn");
    // The same for an address that comes later.
    await page.evaluate(() => {
      location.hash = "#fool?picture=__proto__&attack=charm";
    });
    await expect.poll(() => noticeOf(page)).toMatch(/charm.*__proto__/);
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool?picture=__proto__");
  });

  it("says what an address names that its network does not have", async () => {
    const { page } = await studio.open("#fool?aim=unicorn&target=99999&layer=nowhere&channel=3&network=gone");
    await expect.poll(() => noticeOf(page)).toMatch(/“gone” is not on.*99999.*unicorn.*nowhere/);
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool?network=gone");
    await page.evaluate(() => {
      location.hash = "#fool?aim=dragon";
    });
    await expect.poll(() => noticeOf(page)).toMatch(/“dragon”/);
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool");
    expect(await noticeOf(page)).not.toMatch(/gone/);
    // What is there is as it was asked for, and nothing is said.
    await page.evaluate(() => {
      location.hash = "#fool?aim=mushroom&target=3&layer=fire4%2Fexpand3x3%2Fconv";
    });
    await atRest(page);
    await expect.poll(() => noticeOf(page)).toBe("");
    expect(new URL(page.url()).hash).toContain("aim=mushroom&layer=fire4");
  });

  it("says that a part of the page cannot be loaded, and the others go on", async () => {
    const { page } = await studio.open("", { serviceWorkers: "block" });
    await explained(page);
    await page.route(/Compare/, (route) => route.abort());
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect.poll(() => noticeOf(page)).toMatch(/cannot be loaded/);
    await page.getByRole("button", { name: "Look", exact: true }).click();
    await explained(page);
  });

  it("goes back to the activity before", async () => {
    const { page, problems } = await studio.open("#look?picture=tarantula");
    await explained(page);
    await page.getByRole("button", { name: "Fool", exact: true }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool?picture=tarantula");
    await page.goBack();
    await expect.poll(() => textOf(page, "h1")).toMatch(/look when it says/);
    await expect.poll(() => new URL(page.url()).hash).toBe("#look?picture=tarantula");
    await page.goForward();
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool?picture=tarantula");
    expect(problems).toEqual([]);
  });

  it("changes with a click on a class, and is undone and redone by keys", async () => {
    const { page } = await studio.open();
    await explained(page);
    const before = await pixelsOf(page, "canvas.map");
    await page.locator("aside ol button").nth(1).click();
    await atRest(page);
    const second = await classOf(page);
    expect(second).not.toBe("butterfly");
    await expect.poll(() => pixelsOf(page, "canvas.map")).not.toEqual(before);
    await page.keyboard.press("Control+z");
    await expect.poll(() => classOf(page)).toBe("butterfly");
    await expect.poll(() => pixelsOf(page, "canvas.map")).toEqual(before);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => classOf(page)).toBe(second);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => classOf(page)).toBe("butterfly");
    expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Redo" }).click();
    await expect.poll(() => classOf(page)).toBe(second);
  });

  it("lets a class be found by typing, and a value be read with the arrow keys", async () => {
    const { page } = await studio.open();
    await explained(page);
    await page.locator("h1 .word").click();
    await page.locator("input:focus").waitFor();
    await page.keyboard.type("snak");
    await page.keyboard.press("Enter");
    await expect.poll(() => classOf(page)).toBe("snake");
    await atRest(page);
    await page.locator("button.stage").first().focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => textOf(page, ".reading .number")).toMatch(/^x 49, y 48: \d/);
  });

  it("puts two networks side by side on one scale", async () => {
    const { page } = await studio.open("#look?beside=network&besideNetwork=bestiary-robust");
    await expect.poll(() => page.locator("canvas.map").count(), { timeout: 30_000 }).toBe(4);
    await atRest(page);
    const scales = await page.locator("figure .reading").allTextContents();
    expect(scales).toHaveLength(2);
    expect(scales[0]).toBe(scales[1]);
  });

  it("speaks French, from the browser or by choice", async () => {
    const { page, problems } = await studio.open("", { locale: "fr-CH" });
    await explained(page);
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await textOf(page, "h1")).toMatch(/regarde\u2011t\u2011il quand il dit/);
    await page.getByRole("combobox", { name: "Langue" }).selectOption("en");
    await expect.poll(() => textOf(page, "h1")).toMatch(/look when it says/);
    expect(problems).toEqual([]);
  });

  it("saves the map and the overlay", async () => {
    const { page } = await studio.open();
    await explained(page);
    for (const [button, name] of [
      ["Map (PNG)", /map\.png$/],
      ["Overlay (PNG)", /overlay\.png$/],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: button }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(name);
    }
  });
});
