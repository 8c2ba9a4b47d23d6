import { existsSync } from "node:fs";
import type { Browser, BrowserContext } from "playwright-core";
import type { Site } from "./site.js";
import type { Tasks } from "./worker.js";

export const executablePath = "/usr/bin/chromium";
export const isMissing = !existsSync(executablePath);

/** A title that says aloud what is skipped. */
export const inChromium = (what: string): string =>
  isMissing ? `${what} (skipped: no ${executablePath})` : what;

/** A page with the test's worker. */
export interface Tab {
  ask<T extends keyof Tasks>(task: T, ...given: Parameters<Tasks[T]>): Promise<Awaited<ReturnType<Tasks[T]>>>;
  /** What the page has complained about. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export async function openTab(browser: Browser | BrowserContext, { url }: Site): Promise<Tab> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(url);
  await page.waitForFunction("globalThis.ask");
  return {
    problems,
    ask: (task, ...given) =>
      page.evaluate(
        ([task, given]) =>
          (globalThis as unknown as { ask: (task: unknown, given: unknown) => Promise<never> }).ask(
            task,
            given,
          ),
        [task, given] as const,
      ),
    close: () => page.close(),
  };
}
