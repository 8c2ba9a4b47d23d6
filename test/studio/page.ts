import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page, type Route } from "playwright-core";
import { serveStudio } from "../../src/node/studio.js";

const executablePath = "/usr/bin/chromium";
const built = fileURLToPath(new URL("../../studio/dist/index.html", import.meta.url));

/** Why the page cannot be tested here, to stand in the name of a test that is skipped; empty where it can. */
export const skipped = !existsSync(executablePath)
  ? ` (skipped: no ${executablePath})`
  : existsSync(built)
    ? ""
    : " (skipped: no page; npm run studio:build)";

/** The studio, served and in a browser. */
export interface Served {
  readonly url: string;
  /** A page of a fresh profile, and what went wrong on it: errors, and addresses that left the origin. */
  open(hash?: string, options?: PageOptions): Promise<Opened>;
  close(): Promise<void>;
}

export interface PageOptions extends BrowserContextOptions {
  /** Whether the page is as on a host that sends no headers: not isolated, so that WebAssembly has one thread. */
  readonly isPlain?: boolean;
}

export interface Opened {
  readonly page: Page;
  readonly problems: string[];
}

export async function serve(args: readonly string[] = ["--disable-gpu"]): Promise<Served> {
  const [server, browser] = await Promise.all([serveStudio(0), launch(args)]);
  return {
    url: server.url,
    async open(hash = "", { isPlain = false, ...options } = {}) {
      const plain = isPlain ? { serviceWorkers: "block" as const } : {};
      const context = await browser.newContext({ locale: "en-US", ...plain, ...options });
      if (isPlain) await context.route("**/*", withoutIsolation);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("console", (message) => {
        const isOurs = message.text().trim() === "Service Worker registration blocked by Playwright";
        if (!isOurs && (message.type() === "error" || message.type() === "warning"))
          problems.push(`${message.text()} ${message.location().url}`);
      });
      page.on("pageerror", (error) => problems.push(error.message));
      context.on("request", (request) => {
        if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url))
          problems.push(request.url());
      });
      await page.goto(server.url + hash);
      return { page, problems };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function withoutIsolation(route: Route): Promise<void> {
  const response = await route.fetch();
  const {
    "cross-origin-opener-policy": _,
    "cross-origin-embedder-policy": __,
    ...headers
  } = response.headers();
  await route.fulfill({ response, headers });
}

const launch = (args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: ["--no-sandbox", ...args] });

/** Waits until the map is drawn that the view asks for. */
export async function explained(page: Page): Promise<void> {
  await page.locator("canvas.map").first().waitFor({ timeout: 60_000 });
  await atRest(page);
}

/** Waits until nothing is computed any more. */
export async function atRest(page: Page): Promise<void> {
  await page.locator(".busy").waitFor({ state: "detached", timeout: 60_000 });
}

/** The text of the first element that the selector finds, its spaces made single. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).first().textContent();
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** The class that the question names. */
export const classOf = (page: Page): Promise<string> => textOf(page, "h1 .word");

/** What the page says aloud. */
export const noticeOf = async (page: Page): Promise<string> =>
  (await page.locator("[role=alert], .notice [role=status]").allTextContents()).join(" ").trim();

/** Chooses a picture of the shelf by its title. */
export async function choosePicture(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Picture" }).getByRole("button", { name: title }).click();
  await atRest(page);
}

/** A file as a test drops it. */
export interface Dropped {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Drops files on the page. */
export async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const sent = files.map(({ name, type, bytes }) => ({
    name,
    type,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    document.dispatchEvent(
      new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }),
    );
  }, sent);
}

/** Drops what lies at a path as a person does: only the browser itself makes the entries of files and folders. */
export async function dropPath(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
}

/** The pixels of a canvas, for telling one from another. */
export const pixelsOf = (page: Page, selector: string): Promise<number[]> =>
  page
    .locator(selector)
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no canvas");
      const context = canvas.getContext("2d");
      return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []);
    });
