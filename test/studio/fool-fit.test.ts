import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.js";
import { button, fooled } from "./fool-page.js";
import { type Served, serve, skipped } from "./page.js";
import { told, traceTasks } from "./tasks.js";

/** Waits until the view shows all that it has. */
async function shown(page: Page, hash: string): Promise<void> {
  if (hash === "#fool") {
    await button(page, "Fool it").click();
    await fooled(page);
  } else {
    await page
      .getByText(/^Step \d+ of \d+/)
      .nth(1)
      .waitFor({ timeout: 90_000 });
  }
}

describe.skipIf(skipped !== "").each(["#fool", "#compare"])(`%s in the studio fits${skipped}`, (hash) => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("every screen, without scrolling sideways", async () => {
    const { page } = await studio.open(hash, { viewport: { width: 1280, height: 900 } });
    await shown(page, hash);
    for (const width of [360, 390, 768, 1000, 1280, 2560, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(100);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it.each(["light", "dark"] as const)(
    "everybody, in the %s: axe finds nothing serious",
    async (colorScheme) => {
      const { page } = await studio.open(hash, { colorScheme, bypassCSP: true });
      await shown(page, hash);
      expect(await seriousFindings(page)).toEqual([]);
    },
  );

  it("without holding the page's own thread up", async () => {
    const { page } = await studio.open(hash);
    const traced = await traceTasks(page);
    await page.reload();
    await shown(page, hash);
    const tasks = await traced();
    console.log(`longest tasks of the page's thread, ms of work of ms in all: ${told(tasks)}`);
    expect(tasks.length).toBeGreaterThan(10);
    // The promise is 50 ms; on a machine that runs other tests a task waits for its processor too.
    expect(tasks[0]?.work).toBeLessThan(50);
    expect(Math.max(...tasks.map(({ wall }) => wall))).toBeLessThan(250);
  });

  it("both languages", async () => {
    const { page, problems } = await studio.open(hash, { locale: "fr-FR" });
    await page
      .getByText(hash === "#fool" ? "Il dit « butterfly »" : "Ce qu’il dit")
      .first()
      .waitFor();
    const question = hash === "#fool" ? /Faire dire à/ : /sur le chemin de/;
    expect(await page.locator("h1").textContent()).toMatch(question);
    expect(problems).toEqual([]);
  });
});
