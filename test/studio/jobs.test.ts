import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recipes, type Target } from "regard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DreamStep } from "../../studio/src/worker/dream.js";
import type { Fooled, FoolStep, Jobs } from "../../studio/src/worker/protocol.js";
import { explained, type Opened, type Served, serve, skipped } from "./page.js";

const network = { kind: "built-in", name: "bestiary" } as const;

describe.skipIf(skipped !== "")(`the studio's worker${skipped}`, () => {
  let studio: Served;
  let opened: Opened;
  beforeAll(async () => {
    studio = await serve();
    opened = await studio.open();
    await explained(opened.page);
  });
  afterAll(() => studio?.close());

  /** Asks a worker of its own, without the page between. */
  async function ask<Name extends keyof Jobs>(
    job: Name,
    asked: Jobs[Name]["asked"],
  ): Promise<{ answer: unknown; events: unknown[] }> {
    const assets = fileURLToPath(new URL("../../studio/dist/assets", import.meta.url));
    const script = readdirSync(assets).find((file) => /^worker-.*\.js$/.test(file));
    return opened.page.evaluate(
      ({ script, job, asked }) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(`./assets/${script}`, { type: "module" });
          const events: unknown[] = [];
          worker.onmessage = ({ data }) => {
            if (data.kind === "event") return void events.push(data.event);
            worker.terminate();
            if (data.kind === "done") resolve({ answer: data.answer, events });
            else reject(new Error(data.error.message));
          };
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage({ kind: "begin", base: document.baseURI });
          worker.postMessage({ kind: "ask", id: 1, job, asked });
        }),
      { script, job, asked },
    );
  }

  it("fools the network, tells every step, and keeps to ε", async () => {
    const picture = { key: "tarantula", file: `${studio.url}pictures/tarantula.webp` };
    const asked = { network, picture, target: 3, attack: "pgd", settings: { epsilon: String(8 / 255) } };
    const { answer, events } = await ask("fool", asked);
    const { success, steps } = answer as Fooled;
    const told = events as FoolStep[];
    expect(success).toBe(true);
    expect(told.map(({ step }) => step)).toEqual(told.map((_, i) => i));
    expect(told.length).toBeGreaterThanOrEqual(steps);
    expect(Math.max(...told.map(({ linf }) => linf))).toBeLessThanOrEqual(8 / 255 + 1e-6);
    expect(told[0]?.probabilities).toHaveLength(12);
  });

  it("dreams of a class, step by step, and of a channel", async () => {
    const recipe = { ...recipes.bestiary, steps: 12 };
    const common = { network, recipe, seed: 1, from: { kind: "noise" }, after: -1 } as const;
    const climbed = async (target: Target): Promise<DreamStep[]> => {
      const steps = (await ask("dream", { ...common, target })).events as DreamStep[];
      expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 13 }, (_, i) => i));
      expect(steps.at(-1)?.score).toBeGreaterThan(steps[0]?.score ?? Number.POSITIVE_INFINITY);
      return steps;
    };
    const [{ picture } = { picture: null }] = await climbed(2);
    expect([picture?.width, picture?.height]).toEqual([96, 96]);
    const layers = (await ask("layers", { network })).answer as Jobs["layers"]["answer"];
    const layer = layers.findLast(({ op }) => op === "Conv");
    expect(layer?.shape).toEqual([12, 6, 6]);
    await climbed({ layer: layer?.name ?? "", channel: 0 });
  });
});
