import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whole } from "../../studio/src/state/fields.js";
import { atRest, explained, noticeOf, type Served, serve, skipped, textOf } from "./page.js";

describe("a whole number in an address", () => {
  it("keeps all its digits, and is nothing else", () => {
    const seed = whole(0, Number.MAX_SAFE_INTEGER);
    expect(seed.read(seed.write(123_456_789))).toBe(123_456_789);
    for (const text of ["", "1.5", "-1", "1e3", "NaN", "9".repeat(20)]) expect(seed.read(text)).toBe(null);
  });
});

describe.skipIf(skipped !== "")(`the studio goes on${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("through its tour, from question to question, and back to where the keyboard was", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    await page.getByRole("button", { name: "Tour" }).focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog", { name: "Tour" });
    await card.waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe("#look?picture=tarantula");
    await card.getByRole("button", { name: "Next" }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#fool?picture=tarantula");
    await card.getByRole("button", { name: "Next" }).click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#dream.*network=bestiary-robust/);
    await expect.poll(() => textOf(page, "h1")).toMatch(/tarantula/);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Tour");
    expect(problems).toEqual([]);
  });

  it.each([
    [360, 640],
    [800, 1000],
    [1440, 900],
  ])("through its tour on %i × %i pixels, whose card leaves the picture free", async (width, height) => {
    const { page } = await studio.open("", { viewport: { width, height }, locale: "fr-FR" });
    await explained(page);
    await page.getByRole("button", { name: "Visite" }).click();
    for (const first of ["canvas.map", ".fool .figures canvas", ".paper canvas"]) {
      const room = () =>
        page.evaluate((selector) => {
          const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
          const [picture, card] = [boxOf(selector), boxOf(".tour")];
          return picture && card ? [picture.top, card.top - picture.bottom] : [-1, -1];
        }, first);
      await expect.poll(async () => Math.min(...(await room()))).toBeGreaterThanOrEqual(0);
      await page.waitForTimeout(500);
      expect(Math.min(...(await room()))).toBeGreaterThanOrEqual(0);
      await page.locator(".tour .main").click();
    }
    expect(await page.locator(".tour").count()).toBe(0);
  });

  it("where opening was cancelled", async () => {
    const { page } = await studio.open();
    await page.locator(".busy").waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Try again" }).first().click();
    await explained(page);
    expect(await textOf(page, "h1")).toMatch(/says butterfly/);
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  it("without a map, where another one was asked for and cancelled", async () => {
    const { page } = await studio.open("#look?settings=samples%3D400&method=gradient");
    await explained(page);
    await page.getByRole("combobox", { name: "Method" }).selectOption("smooth-grad");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("button", { name: "Try again" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: "Map (PNG)" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Try again" }).click();
    await explained(page);
    await expect.poll(() => page.getByRole("button", { name: "Map (PNG)" }).isDisabled()).toBe(false);
  });

  it("where there is no WebGPU, and where nothing may be remembered", async () => {
    const { page } = await studio.open();
    await page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, "gpu");
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    });
    await page.goto("about:blank");
    await page.goto(`${studio.url}#look?runtime=webgpu&besideNetwork=nobody`);
    await explained(page);
    expect(await noticeOf(page)).toMatch(/nobody.*WebGPU/);
    await expect.poll(() => new URL(page.url()).hash).toBe("#look");
  });

  it("by keyboard: one button starts and stops an attack", async () => {
    const { page } = await studio.open("#fool?attackSettings=rate%3D0.001%26maxSteps%3D5000");
    await page.locator(".bar .main:enabled").waitFor({ timeout: 60_000 });
    await page.locator(".bar .main").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => textOf(page, ".bar .main")).toBe("Stop");
    await expect.poll(() => textOf(page, ".bar dd")).not.toBe("0");
    await page.keyboard.press("Enter");
    await expect.poll(() => textOf(page, ".bar .main")).toBe("Continue");
    await atRest(page);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Continue");
  });
});
