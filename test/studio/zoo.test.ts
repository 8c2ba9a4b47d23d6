import { createHash } from "node:crypto";
import type { Page, Route } from "playwright-core";
import { zoo } from "regard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tinyNetwork } from "../cli/tiny.js";
import { atRest, choosePicture, classOf, explained, noticeOf, type Served, serve, skipped } from "./page.js";

const [entry] = zoo;
if (!entry) throw new Error("the zoo is empty");

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** What the page has put aside: each file of its caches that is a model. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      urls.push(...requests.map(({ url }) => url).filter((url) => url.includes("/.regard/models/")));
    }
    return urls;
  });

/** The first published network is asked for; its host answers in this way. */
async function ask(page: Page, answer: (route: Route) => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  await page.context().route(/^https:/, (route) => {
    asked.push(route.request().url());
    return answer(route);
  });
  await page.getByRole("button", { name: "Published networks …" }).click();
  await page
    .getByRole("button", { name: /^Download from / })
    .first()
    .click();
  return asked;
}

const headers = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
/** Another network, as it is and as long as the right one. */
const short = Buffer.from(tinyNetwork());
const long = Buffer.concat([short], entry.bytes);

describe.skipIf(skipped !== "")(`the studio asks for a published network${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it.each([
    [
      "serves another file, which is refused and not kept",
      (route: Route) => route.fulfill({ body: long, headers }),
      `its SHA-256 is ${sha256(long)}; do not trust that file`,
    ],
    [
      "breaks off",
      (route: Route) => route.fulfill({ body: short, headers }),
      `broke off after ${short.length} of ${long.length} bytes`,
    ],
    [
      "has no such file",
      (route: Route) => route.fulfill({ status: 404, headers }),
      `or download ${entry.urls[0]} by other means and open that file`,
    ],
    [
      "cannot be reached",
      (route: Route) => route.abort("connectionrefused"),
      "check the connection and try again",
    ],
  ])("whose host %s: it says so in a sentence, and goes on", async (_, answer, sentence) => {
    const { page } = await studio.open();
    await explained(page);
    const asked = await ask(page, answer);
    await expect.poll(() => noticeOf(page), { timeout: 30_000 }).toContain(sentence);
    expect(await noticeOf(page)).toContain(`${entry.name} cannot be downloaded`);
    expect(asked).toEqual(entry.urls);
    expect(await kept(page)).toEqual([]);
    await atRest(page);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await choosePicture(page, "Quail");
    expect(await classOf(page)).toBe("quail, bird");
    expect(await page.locator("h1 select").inputValue()).toBe("bestiary");
  });
});
