import { createHash } from "node:crypto";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { zoo } from "regard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { atRest, explained, type Opened, type Served, serve, skipped, textOf } from "./page.js";

const entry = zoo.find(({ name }) => name === "squeezenet1_1");
if (!entry) throw new Error("the zoo has no squeezenet1_1");
const { name, sha256, bytes: length, urls } = entry;
const standIn = small();
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A small network with the input and the classes of the published ones. */
function small(): Uint8Array {
  const rng = random(3);
  const g = new Builder(17);
  const weight = (dims: number[]): Value => {
    const data = rng.normals(dims.reduce((product, dim) => product * dim, 1));
    return g.constant({ dtype: "float32", dims, bytes: new Uint8Array(data.buffer), strings: null });
  };
  const x = g.input("x", "float32", [1, 3, 224, 224]);
  const attributes = { kernel_shape: ints([3, 3]), strides: ints([4, 4]) };
  const features = g.op("Relu", [g.op("Conv", [x, weight([8, 3, 3, 3])], attributes)], {});
  const flat = g.op("Flatten", [g.op("GlobalAveragePool", [features], {})], { axis: int(1) });
  const scores = g.op("Gemm", [flat, weight([8, 1000]), weight([1000])], {}, { outputs: ["scores"] });
  return write(g.graph([scores], "stand-in"));
}

/** Answers for every other host with a file; gives the addresses that were asked. */
async function answerWith(file: Uint8Array, context: BrowserContext, page: string): Promise<string[]> {
  const asked: string[] = [];
  await context.route(
    (url) => url.protocol === "https:" && !url.href.startsWith(page),
    async (route) => {
      asked.push(route.request().url());
      const headers = { "access-control-allow-origin": "*" };
      await route.fulfill({ body: Buffer.from(file), headers });
    },
  );
  return asked;
}

/** Has the page take the small network for the published one: what its script pins is written anew on its way. */
async function pin(context: BrowserContext): Promise<void> {
  await context.route(/published-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const times = [sha256, String(length)].map((pinned) => script.split(pinned).length - 1);
    expect(times).toEqual([1, 1]);
    const body = script.replace(sha256, sha256Of(standIn)).replace(String(length), String(standIn.length));
    await route.fulfill({ response, body });
  });
}

async function listed(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Published networks …" }).click();
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
}

describe.skipIf(skipped !== "")(`published networks in the studio${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  const opened = (): Promise<Opened> => studio.open("", { serviceWorkers: "block" });

  it("are opened, kept and listed as kept, and are there again without the host", async () => {
    const { page, problems } = await opened();
    const asked = await answerWith(standIn, page.context(), studio.url);
    await pin(page.context());
    await page.reload();
    await explained(page);
    await (await listed(page)).getByRole("button", { name: /^Download/ }).click();
    await expect.poll(() => page.locator("h1 select option:checked").textContent()).toBe(name);
    await atRest(page);
    expect(await textOf(page, "aside ol")).toContain(await textOf(page, "h1 .word"));
    expect(asked).toEqual(urls.slice(0, 1));
    const kept = /^Open; this browser has it/;
    await (await listed(page)).getByRole("button", { name: kept }).waitFor();

    await page.reload();
    await expect.poll(() => page.locator("h1 select option:checked").textContent()).toBe(name);
    await explained(page);
    await (await listed(page)).getByRole("button", { name: kept }).click();
    await atRest(page);
    expect(asked).toHaveLength(1);
    expect(problems.filter((each) => !asked.includes(each))).toEqual([]);
  });
});
