import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labels, tinyNetwork } from "../cli/tiny.js";
import {
  atRest,
  choosePicture,
  classOf,
  drop,
  dropPath,
  explained,
  noticeOf,
  type Served,
  serve,
  skipped,
  textOf,
} from "./page.js";

const text = (content: object): Uint8Array => new TextEncoder().encode(JSON.stringify(content));
const hostile = `<img src=x onerror="document.title='broken'">`;

describe.skipIf(skipped !== "")(`the studio takes${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("a picture that is dropped, whose name is text", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    const bytes = readFileSync(new URL("../../examples/pictures/cat.jpg", import.meta.url));
    await drop(page, [{ name: `${hostile}.jpg`, type: "image/jpeg", bytes }]);
    await expect
      .poll(() => page.locator("nav li button[aria-pressed=true] img").getAttribute("alt"))
      .toContain(hostile);
    await atRest(page);
    expect(await page.title()).not.toBe("broken");
    expect(problems).toEqual([]);
  });

  it("a picture that is dropped by hand", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    await dropPath(page, fileURLToPath(new URL("../../examples/pictures/cat.jpg", import.meta.url)));
    await expect
      .poll(() => page.locator("nav li button[aria-pressed=true] img").getAttribute("alt"))
      .toBe("cat.jpg");
    await atRest(page);
    expect(problems).toEqual([]);
  });

  it("a network that is dropped with its config.json, whose labels are text", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    const names = [hostile, ...labels.slice(1)];
    await drop(page, [
      { name: "tiny.onnx", type: "", bytes: tinyNetwork() },
      { name: "config.json", type: "application/json", bytes: text({ id2label: { ...names } }) },
    ]);
    await expect.poll(() => textOf(page, "aside ol")).toContain(hostile);
    await atRest(page);
    expect(await page.locator("h1 select").inputValue()).toContain("tiny");
    expect(await page.title()).not.toBe("broken");
    expect(problems).toEqual([]);
  });

  it.each([
    [
      "a broken picture",
      { name: "torn.png", type: "image/png", bytes: Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10) },
      /torn\.png|picture/,
    ],
    ["a broken network", { name: "torn.onnx", type: "", bytes: Uint8Array.of(1, 2, 3) }, /torn/],
    ["something else", { name: "notes.txt", type: "text/plain", bytes: Uint8Array.of(65) }, /neither/],
  ])("not %s: it says so in a sentence, and goes on", async (_, file, sentence) => {
    const { page } = await studio.open();
    await explained(page);
    await drop(page, [file]);
    await expect.poll(() => noticeOf(page)).toMatch(sentence);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await choosePicture(page, "Quail");
    expect(await classOf(page)).toBe("quail, bird");
  });
});
