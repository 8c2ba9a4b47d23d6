import { type Browser, chromium } from "playwright-core";
import { open } from "regard/node";
import { builtInNetworks } from "regard/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { simplify } from "../../src/graph/simplify.js";
import { write } from "../../src/graph/write.js";
import { forWebGpu } from "../../src/webgpu/for-webgpu.js";
import { rulesForWebGpu } from "../../src/webgpu/rules.js";
import { deviation } from "../golden.js";
import { build } from "../gradient/build.js";
import { rows } from "../gradient/rows/index.js";
import { evaluate } from "../oracle/interpreter.js";
import { Random } from "../oracle/random.js";
import { gradientOf } from "./questions.js";
import { openSite, type Site } from "./site.js";
import { executablePath, inChromium, isMissing, openTab } from "./tab.js";

/** A graphics card in software: slow, and the same everywhere. */
const swiftShader = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

describe.skipIf(isMissing)(inChromium("the backend on WebGPU in Chromium"), () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    [browser, site] = await Promise.all([
      chromium.launch({ executablePath, args: ["--no-sandbox", ...swiftShader] }),
      openSite({ isolated: true }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close()]);
  });

  it("gives Node's gradients of the built-in networks, and leaves nothing to the processor", async () => {
    const tab = await openTab(browser, site);
    for (const name of builtInNetworks) {
      const explainer = await open(name);
      const expected = await gradientOf(explainer);
      await explainer.close();
      const { gradient, runtime } = await tab.ask("gradient", name, { provider: "webgpu" });
      expect(runtime).toMatch(/^onnxruntime-web [\d.]+, WebGPU$/);
      expect(deviation(Float32Array.from(gradient), expected)).toBeLessThan(1e-5);
    }
    // A session that is not all on the graphics card says so.
    expect(await tab.ask("notices")).toEqual([]);
    await tab.close();
  });

  it("computes right what ONNX Runtime gets wrong there, or does not have", async () => {
    const tab = await openTab(browser, site);
    for (const [op, ...numbers] of [
      ["Conv", 10, 11, 15],
      ["ConvTranspose", 2, 11],
      ["MaxPool", 0, 2],
      ["LRN", 0],
      ["LogSoftmax", 0],
    ] as const) {
      for (const i of numbers) {
        const r = new Random(1000 + i);
        const { graph, feeds } = build(op, rulesForWebGpu(rules), 18, rows[op].make(r, 18), "all", r);
        const adapted = forWebGpu(simplify(graph));
        const fed = graph.inputs.map((value) => {
          const { dtype, dims, data } = feeds.get(value) ?? { dtype: "float32", dims: [], data: [] };
          return [value.name, { dtype, dims, data: Array.from(data) }] as const;
        });
        const found = await tab.ask("run", Array.from(write(adapted)), Object.fromEntries(fed), {
          provider: "webgpu",
        });
        for (const [k, { dims, data }] of evaluate(graph, feeds).entries()) {
          expect(found[k]?.dims).toEqual(dims);
          const apart = data.map((x, at) => Math.abs(x - (found[k]?.data[at] ?? Number.NaN)));
          expect(Math.max(...apart), `${op} #${i}`).toBeLessThan(1e-4 * Math.max(1, ...data.map(Math.abs)));
        }
      }
    }
    expect(await tab.ask("notices")).toEqual([]);
    await tab.close();
  });

  it("says that it must be replaced once its device is lost", async () => {
    const tab = await openTab(browser, site);
    const lost =
      /^page.evaluate: Error: runtime: ONNX Runtime cannot go on: its WebGPU device was lost \(.*\); end this worker and start another/;
    await expect(tab.ask("losing", "bestiary")).rejects.toThrow(lost);
    expect(await tab.ask("isOver")).toBe(true);
    await expect(tab.ask("gradient", "bestiary", { provider: "webgpu" })).rejects.toThrow(lost);
    await tab.close();
  });
});
