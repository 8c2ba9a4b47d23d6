import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explained, noticeOf, type Served, serve, skipped } from "./page.js";

const list = "Published networks …";

/** A page, and what lets the part go on its way that is held back. */
interface Held {
  readonly page: Page;
  readonly release: () => void;
}

describe.skipIf(skipped !== "")(`parts of the studio that come late or not at all${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  /** A page whose part of that name is held back, or lost. */
  async function opened(part: string, fate: "held" | "lost", hash = "", locale = "en-US"): Promise<Held> {
    const { page } = await studio.open("", { serviceWorkers: "block", locale });
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.context().route(new RegExp(`/assets/${part}-[^/]*\\.js$`), async (route) => {
      if (fate === "lost") return route.abort();
      await released;
      await route.continue();
    });
    await page.goto(`${studio.url}${hash}`);
    await page.reload();
    return { page, release };
  }

  it("the language that was chosen last is spoken, though another one comes after it", async () => {
    const { page, release } = await opened("fr", "held");
    await explained(page);
    const language = page.getByRole("combobox", { name: "Language" });
    const french = page.waitForResponse(/\/assets\/fr-/);
    await language.selectOption("fr");
    await language.selectOption("en");
    release();
    await (await french).finished();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(await page.evaluate(() => localStorage.getItem("language"))).toBe("en");
  });

  it.each([
    ["en-US", list, /^a part of the page cannot be loaded; check the connection/],
    ["fr-FR", "Réseaux publiés…", /^une partie de la page ne peut pas être chargée/],
  ])(
    "the list of published networks is said to be missing where one sees it, %s",
    async (locale, name, said) => {
      const { page } = await opened("published", "lost", "", locale);
      await explained(page);
      for (let i = 0; i < 2; i++) {
        await page.getByRole("button", { name }).click();
        await expect.poll(() => noticeOf(page)).toMatch(said);
        await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
      }
    },
  );

  it("the list fills while it is open, and calls off nothing that an address asks of it", async () => {
    const { page, release } = await opened("published", "held", "#look?network=nobody");
    await page.locator("canvas.map").first().waitFor({ timeout: 60_000 });
    for (let i = 0; i < 3; i++) {
      if (i > 0) await page.keyboard.press("Escape");
      await page.getByRole("button", { name: list }).click();
      await page.locator("dialog[open] [role=status]").waitFor();
    }
    expect(await noticeOf(page)).toBe("");
    release();
    await expect.poll(() => page.locator("dialog[open] li").count()).toBeGreaterThan(10);
    await expect.poll(() => noticeOf(page)).toMatch(/^The network “nobody” is not on this device/);
  });
});
