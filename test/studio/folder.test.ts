import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labels, tinyNetwork } from "../cli/tiny.js";
import { atRest, dropPath, explained, type Served, serve, skipped, textOf } from "./page.js";

const preprocessing = {
  ...{ do_resize: true, size: { height: 24, width: 24 }, resample: 2, do_rescale: true },
  ...{ do_normalize: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.25, 0.25, 0.25] },
};

const choose = (page: Page, path: string): Promise<void> =>
  page.locator("input[webkitdirectory]").setInputFiles(path);

describe.skipIf(skipped !== "")(`the studio takes a model folder${skipped}`, () => {
  const root = mkdtempSync(join(tmpdir(), "regard-folder-"));
  const flat = join(root, "flat");
  const hub = join(root, "hub");
  let studio: Served;
  beforeAll(async () => {
    for (const [folder, network] of [
      [flat, join(flat, "model.onnx")],
      [hub, join(hub, "onnx", "model.onnx")],
    ] as const) {
      mkdirSync(join(network, ".."), { recursive: true });
      writeFileSync(network, tinyNetwork());
      writeFileSync(join(folder, "config.json"), JSON.stringify({ id2label: { ...labels } }));
      writeFileSync(join(folder, "preprocessor_config.json"), JSON.stringify(preprocessing));
      writeFileSync(join(folder, "README.md"), "A model card, which is not read.");
    }
    studio = await serve();
  });
  afterAll(async () => {
    await studio?.close();
    rmSync(root, { recursive: true });
  });

  it.each([
    ["dropped, its files side by side", dropPath, flat],
    ["dropped, as the hub lays it out", dropPath, hub],
    ["chosen, its files side by side", choose, flat],
    ["chosen, as the hub lays it out", choose, hub],
  ] as const)("that is %s, with its labels and its preprocessing", async (_, bring, folder) => {
    const { page, problems } = await studio.open();
    await explained(page);
    await bring(page, folder);
    await expect.poll(() => textOf(page, "aside ol")).toContain("bee eater");
    await atRest(page);
    expect(await textOf(page, "h1 option:checked")).toBe(basename(folder));
    const known = await textOf(page, "details");
    expect(known).toContain("24 × 24");
    expect(known).not.toMatch(/assumed/);
    expect(problems).toEqual([]);
  });
});
