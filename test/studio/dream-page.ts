import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** The address of a dream that is done soon. */
export const dreamOf = (steps: number, more: Readonly<Record<string, string>> = {}): string =>
  `#dream?${new URLSearchParams({ target: "2", knobs: `steps=${steps}`, ...more })}`;

/** Waits until the dream of the page is done. */
export async function dreamed(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Another seed" }).waitFor({ timeout: 90_000 });
}

/** Waits until the picture is seen that the dream begins with. */
export async function begun(page: Page): Promise<void> {
  await page.locator(".paper canvas").waitFor({ timeout: 60_000 });
}

/** The step that is seen. */
export const stepOf = (page: Page): Promise<number> =>
  page.getByRole("slider", { name: "Step" }).evaluate((slider) => Number((slider as HTMLInputElement).value));

/** What is seen, in short. */
export async function seen(page: Page, selector = ".paper canvas"): Promise<string> {
  const canvas = page.locator(selector).first();
  return createHash("sha256")
    .update(await canvas.evaluate((each) => (each as HTMLCanvasElement).toDataURL()))
    .digest("hex");
}

/** The file that a button saves. */
export async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
