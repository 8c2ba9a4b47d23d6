import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { textOf } from "./page.js";

/** Steps so short that it takes many. */
export const long = "attackSettings=rate%3D0.001%26maxSteps%3D5000";

export const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

export const stepOf = async (page: Page): Promise<number> => Number(await textOf(page, ".bar dd"));

export const verdictOf = (page: Page): Promise<string> => textOf(page, ".verdict");

/** Begins an attack, and waits until it is on its way. */
export async function begin(page: Page): Promise<void> {
  await button(page, "Fool it").click();
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(2);
}

/** Waits until the picture is taken for what it shall become. */
export async function fooled(page: Page): Promise<void> {
  await page.locator(".verdict.fooled").waitFor({ timeout: 60_000 });
}
