import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.js";
import {
  choosePicture,
  type Dropped,
  drop,
  explained,
  noticeOf,
  type Served,
  serve,
  skipped,
  textOf,
} from "./page.js";

const torn: Dropped = { name: "torn.png", type: "image/png", bytes: Uint8Array.of(137, 80, 78, 71, 13, 10) };
const cat: Dropped = {
  name: "cat.jpg",
  type: "image/jpeg",
  bytes: readFileSync(new URL("../../examples/pictures/cat.jpg", import.meta.url)),
};

/** Whether what is said lies over what the page is about. */
const covers = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const [said, main] = [boxOf(".notice"), boxOf("main")];
    return said !== undefined && main !== undefined && said.height > 0 && said.bottom > main.top;
  });

describe.skipIf(skipped !== "")(`what the studio says${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("covers nothing, stays, and goes with what comes next", async () => {
    for (const width of [360, 1280]) {
      const { page } = await studio.open("", { viewport: { width, height: 800 }, bypassCSP: true });
      await explained(page);
      await drop(page, [torn]);
      await expect.poll(() => textOf(page, ".notice [role=alert]")).toMatch(/is not a picture/);
      expect(await covers(page)).toBe(false);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await seriousFindings(page)).toEqual([]);
      await page.waitForTimeout(2_000);
      expect(await noticeOf(page)).toMatch(/is not a picture/);
      await page.mouse.wheel(0, 400);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200);
      expect(await covers(page)).toBe(false);
      await choosePicture(page, "Quail");
      await expect.poll(() => noticeOf(page)).toBe("");
    }
  });

  it("is seen where one has scrolled away from its place", async () => {
    const { page } = await studio.open("", { viewport: { width: 360, height: 640 } });
    await explained(page);
    await page.mouse.wheel(0, 900);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(600);
    for (const name of ["torn.png", "ragged.png"]) {
      await drop(page, [{ ...torn, name }]);
      await expect.poll(() => noticeOf(page)).toMatch(name);
      const top = () => page.locator(".notice").evaluate((notice) => notice.getBoundingClientRect().top);
      await expect.poll(top).toBeGreaterThanOrEqual(0);
      expect(await top()).toBeLessThan(100);
    }
  });

  it("of one file stays where another of them could be opened", async () => {
    const { page } = await studio.open();
    await explained(page);
    await drop(page, [cat, torn]);
    const pressed = page.locator("nav li button[aria-pressed=true] img");
    await expect.poll(() => pressed.getAttribute("alt")).toBe("cat.jpg");
    await explained(page);
    expect(await noticeOf(page)).toMatch(/is not a picture/);
    await drop(page, [cat]);
    await expect.poll(() => noticeOf(page)).toBe("");
  });

  it("of what was cancelled is no alarm, and goes when it is tried again", async () => {
    const { page } = await studio.open("#look?method=smooth-grad&settings=samples%3D5000");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => textOf(page, ".notice [role=status]")).toBe("Cancelled.");
    expect(await textOf(page, ".notice [role=alert]")).toBe("");
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect.poll(() => noticeOf(page)).toBe("");
  });

  it("follows the language", async () => {
    const { page } = await studio.open();
    await explained(page);
    await drop(page, [{ name: "notes.txt", type: "text/plain", bytes: Uint8Array.of(65) }]);
    await expect.poll(() => noticeOf(page)).toMatch(/^That is neither/);
    await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
    await expect.poll(() => noticeOf(page)).toMatch(/^Ce n’est ni/);
  });
});
