import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regard } from "./regard.js";
import { blobFile, tinyFolder } from "./tiny.js";

let folder: string;
let single: string;
let double: string;

/** The names of the picture and of the model are text for the page, not markup. */
const hostile = `<img src=x onerror=alert(1)> & "it's"`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "regard-report-"));
  [single, double] = [join(folder, "single"), join(folder, "double")];
  const [one, two] = [
    tinyFolder(join(folder, "tiny")),
    tinyFolder(join(folder, `net ${hostile.replace("/", "")}`), { softmax: true }),
  ];
  const pictures = [
    blobFile(join(folder, `${hostile}.png`), 1),
    ...[2, 3, 4].map((i) => blobFile(join(folder, `blob${i}.png`), i)),
  ];
  const common = ["--steps", "60", "--seed", "2"];
  const outcomes = await Promise.all([
    regard(["report", ...pictures, "--model", one, ...common, "--out", single]),
    regard([
      "report",
      ...pictures.slice(0, 2),
      "--model",
      one,
      "--compare",
      two,
      "--lang",
      "fr",
      ...common,
      "--out",
      double,
    ]),
  ]);
  expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toMatchObject([{ code: 0 }, { code: 0 }]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (path: string): string => readFileSync(join(path, "index.html"), "utf8");

describe("the report", () => {
  it("is complete in itself: no script, no style but its own, nothing from elsewhere", () => {
    for (const path of [single, double]) {
      const text = page(path);
      expect(text).toMatch(/^<!DOCTYPE html>/);
      expect(text).not.toMatch(/<script|<link|<iframe|<object|javascript:|\son\w+="/i);
      const addresses = [...text.matchAll(/(?:src|href|srcset|action)="([^"]*)"/g)].map(
        ([, address = ""]) => address,
      );
      expect(addresses.filter((address) => !/^(data:image\/png;base64,|#)/.test(address))).toEqual([]);
      expect(text).not.toMatch(/url\(|@import/);
      expect(text).toMatch(
        /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src data:; style-src/,
      );
    }
  });

  it("has the three parts with their figures, and the same as PNG beside it", () => {
    const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
    expect(count(page(single), /<section id="(saliency|attack|visualization)">/g)).toBe(3);
    expect(count(page(single), /<figure>/g)).toBe(1 + 3 + 3);
    expect(count(page(double), /<figure>/g)).toBe(2 * (1 + 2 + 3));
    const files = readdirSync(single);
    expect(files).toContain("saliency.png");
    expect(files.filter((name) => name.endsWith(".attack.png"))).toHaveLength(3);
    expect(files.filter((name) => name.endsWith(".snapshots.png"))).toHaveLength(3);
    expect(readdirSync(double).filter((name) => name.endsWith("saliency.png"))).toHaveLength(2);
  });

  it("names class, probability and settings in its captions, in its language", () => {
    expect(page(single)).toMatch(/after \d+ steps? it is “[a-z ]+” \(\d+(\.\d)?%\)|is still not “/);
    expect(page(single)).toMatch(/Recipe “tp8”: 60 steps, rate 5, λ = 0\.001/);
    expect(page(double)).toMatch(/<html lang="fr">/);
    expect(page(double)).toMatch(
      /Recette «\u00a0tp8\u00a0»\u00a0: 60\u00a0pas, taux\u00a05, λ\u00a0=\u00a00,001/,
    );
  });

  it("escapes whatever comes from outside", () => {
    for (const path of [single, double]) expect(page(path)).not.toContain("<img src=x");
    expect(page(single)).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;it&#39;s&quot;");
  });

  it("writes a page without pictures too", async () => {
    const out = join(folder, "none");
    const { code } = await regard([
      "report",
      "--model",
      join(folder, "tiny"),
      "--steps",
      "2",
      "--class",
      "bee,pie",
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    expect(page(out)).toContain("No pictures were given");
    expect(page(out)).not.toContain('id="attack"');
  });
});

it("explains the method that its maps are made by, and cites its paper alone", async () => {
  const out = join(folder, "cam");
  const args = ["report", join(folder, "blob2.png"), "--model", join(folder, "tiny"), "--steps", "2"];
  const { code } = await regard([
    ...[...args, "--method", "integrated-gradients", "--attack", "pgd", "--out", out],
  ]);
  expect(code).toBe(0);
  expect(page(out)).toContain("Resistant to Adversarial Attacks");
  expect(page(out)).toContain("The change stays within 4/255 in the norm L∞.");
  expect(page(single)).not.toContain("Resistant to Adversarial Attacks");
  expect(page(out)).toContain("Axiomatic Attribution for Deep Networks");
  expect(page(out)).toContain("white is zero, red above and blue below it");
  expect(page(out)).not.toMatch(/Grad-CAM|own minimum \(black\)/);
  expect(page(single)).not.toContain("Axiomatic Attribution");
});

interface Seen {
  readonly width: number;
  readonly broken: number;
  readonly headings: readonly number[];
  readonly paper: string;
}

const executablePath = "/usr/bin/chromium";
const title = existsSync(executablePath)
  ? "the report in Chromium"
  : "the report in Chromium (skipped: no /usr/bin/chromium)";

describe.skipIf(!existsSync(executablePath))(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  it.each(["single", "double"])(
    "%s: no errors, no requests, no sideways scrolling at any width, light and dark",
    async (which) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const tab = await browser.newPage({ colorScheme });
        const problems: string[] = [];
        tab.on("console", (message) => problems.push(message.text()));
        tab.on("pageerror", (error) => problems.push(error.message));
        tab.on("request", (request) => {
          if (!/^(file|data):/.test(request.url())) problems.push(request.url());
        });
        await tab.goto(pathToFileURL(join(folder, which, "index.html")).href);
        for (const width of [360, 800, 1400]) {
          await tab.setViewportSize({ width, height: 900 });
          const seen = (await tab.evaluate(`({
          width: document.documentElement.scrollWidth,
          broken: [...document.images].filter((image) => image.naturalWidth === 0 || image.alt === "").length,
          headings: [...document.querySelectorAll("h1, h2, h3")].map(({ tagName }) => Number(tagName[1])),
          paper: getComputedStyle(document.body).backgroundColor,
        })`)) as Seen;
          expect(seen).toMatchObject({ width, broken: 0 });
          expect(seen.headings[0]).toBe(1);
          for (const [i, level] of seen.headings.entries())
            expect(level - (seen.headings[i - 1] ?? 0)).toBeLessThanOrEqual(1);
          expect(seen.paper).toBe(colorScheme === "light" ? "rgb(253, 252, 250)" : "rgb(23, 22, 20)");
        }
        expect(problems).toEqual([]);
        await tab.close();
      }
    },
  );
});
