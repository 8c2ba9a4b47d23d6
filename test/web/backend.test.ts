import { type Browser, chromium } from "playwright-core";
import { open } from "regard/node";
import { builtInNetworks } from "regard/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crashing, hungry } from "../node/raw-models.js";
import { gradientOf, visualizationOf } from "./questions.js";
import { openSite, type Site } from "./site.js";
import { executablePath, inChromium, isMissing, openTab } from "./tab.js";

/** The largest difference, in parts of the largest element. */
function apart(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((found[i] as number) - (expected[i] as number)));
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  return difference / largest;
}

describe.skipIf(isMissing)(inChromium("the backend in Chromium"), () => {
  let browser: Browser;
  let site: Site;
  let isolated: Site;
  beforeAll(async () => {
    [browser, site, isolated] = await Promise.all([
      chromium.launch({ executablePath, args: ["--no-sandbox"] }),
      openSite({ isolated: false }),
      openSite({ isolated: true }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close(), isolated?.close()]);
  });

  it.each(builtInNetworks)("gives Node's gradient of %s", async (name) => {
    const explainer = await open(name);
    const expected = await gradientOf(explainer);
    await explainer.close();
    for (const [place, threads] of [
      [site, 1],
      [isolated, 2],
    ] as const) {
      const tab = await openTab(browser, place);
      const { gradient, again, runtime } = await tab.ask("gradient", name, { threads });
      expect(runtime).toMatch(threads === 1 ? /WebAssembly, 1 thread$/ : /WebAssembly, 2 threads$/);
      expect(apart(gradient, expected)).toBeLessThan(1e-5);
      expect(again).toEqual(gradient);
      expect(tab.problems).toEqual([]);
      await tab.close();
    }
  });

  it("is Node's WebAssembly, bit by bit, after 50 steps of class visualization", async () => {
    const tab = await openTab(browser, site);
    for (const name of builtInNetworks) {
      const explainer = await open(name, { runtime: "wasm" });
      const expected = await visualizationOf(explainer);
      await explainer.close();
      expect(await tab.ask("visualization", name), name).toEqual(Array.from(expected));
    }
    await tab.close();
  });

  it("ends what means harm as an error for people, and goes on", async () => {
    const tab = await openTab(browser, site);
    site.put("broken.onnx", Uint8Array.from([8, 8, 18, 255, 255]));
    await expect(tab.ask("model", ["/broken.onnx"])).rejects.toThrow(
      "model: broken.onnx cannot be read as an ONNX model: it is an ONNX file that is truncated or damaged",
    );
    await expect(tab.ask("model", ["/index.html"])).rejects.toThrow(
      "file: there is no ONNX file (.onnx) among the files (index.html); export the model to ONNX",
    );
    const size = { dtype: "int64", dims: [], data: [2e9] } as const;
    await expect(tab.ask("run", Array.from(hungry()), { size })).rejects.toThrow(
      /runtime: ONNX Runtime: .*; the browser has not enough memory for it: /s,
    );
    const x = { dtype: "float32", dims: [2], data: [1, 2] } as const;
    await expect(tab.ask("run", Array.from(crashing()), { x })).rejects.toThrow(/runtime: ONNX Runtime: /);
    expect((await tab.ask("gradient", "bestiary")).gradient.length).toBeGreaterThan(0);
    await tab.close();
  });
});
