import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, serve, skipped } from "./page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Waits until the view shows all that it has. */
async function shown(page: Page, hash: string): Promise<void> {
  if (hash === "#fool") {
    await page.getByRole("button", { name: "Fool it", exact: true }).click();
    await page.locator(".verdict.fooled").waitFor({ timeout: 60_000 });
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
      await page.evaluate(axe);
      const found = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Finding[];
      const serious = found.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        serious.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])]),
      ).toEqual([]);
    },
  );

  it("without holding the page's own thread up", async () => {
    const { page } = await studio.open(hash);
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
      }).observe({ type: "longtask", buffered: true });
    });
    await page.reload();
    await shown(page, hash);
    const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    console.log(`tasks over 50 ms on the page's thread: ${tasks.join(", ") || "none"}`);
    // On a machine that runs other tests a task waits for its processor too.
    expect(Math.max(0, ...tasks)).toBeLessThan(250);
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
