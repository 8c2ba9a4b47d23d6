import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { readNpyFloats } from "../src/image/npy.js";
import { blobFile, tinyFolder } from "./cli/tiny.js";
import { describeWithData } from "./data.js";

const place = mkdtempSync(join(tmpdir(), "regard-examples-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const tiny = tinyFolder(join(place, "tiny"));
const picture = blobFile(join(place, "blobs.png"), 3);

/** Runs an example as a person would, and gives the one line that it prints. */
async function run(name: string, ...given: string[]): Promise<string> {
  const script = fileURLToPath(new URL(`../examples/${name}.mjs`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...given]);
  expect(stdout).toMatch(/^.+\n$/);
  return stdout;
}

/** Width, height and number of frames of a picture, all of it decoded; and whether it is more than one color. */
async function decoded(path: string) {
  const { width, pageHeight, height, pages = 1 } = await sharp(path, { animated: true }).metadata();
  const { channels } = await sharp(path, { animated: true }).stats();
  return { size: [width, pageHeight ?? height, pages], isFlat: channels.every(({ stdev }) => stdev === 0) };
}

function array(path: string) {
  const { dims, data } = readNpyFloats(readFileSync(path));
  return { dims, isUsable: data.every(Number.isFinite) && data.some((each) => each !== 0) };
}

describe("the examples", () => {
  it.each([
    ["saliency", { "map.png": [24, 24, 1], "overlay.png": [24, 24, 1] }, { "map.npy": [24, 24] }],
    ["fool", { "fooled.png": [35, 28, 1] }, {}],
    ["visualize", { "class.png": [24, 24, 1], "class.gif": [24, 24, 5] }, {}],
    ["guided-backpropagation", { "guided.png": [24, 24, 1] }, { "guided.npy": [1, 3, 24, 24] }],
    ["differentiate", {}, { "gradient.npy": [1, 3, 24, 24] }],
  ] as const)("%s writes what it says", async (name, pictures, arrays) => {
    const out = join(place, name);
    expect(await run(name, tiny, picture, out)).toContain(out);
    for (const [file, size] of Object.entries(pictures)) {
      expect(await decoded(join(out, file))).toEqual({ size, isFlat: false });
    }
    for (const [file, dims] of Object.entries(arrays)) {
      expect(array(join(out, file))).toEqual({ dims, isUsable: true });
    }
  });
});

describeWithData("the examples on a real network", "models/squeezenet1_0", (model) => {
  it("fool makes a stingray of the cat", async () => {
    const out = join(place, "real");
    const cat = fileURLToPath(new URL("../examples/pictures/cat.jpg", import.meta.url));
    expect(await run("fool", model, cat, out, "stingray")).toContain('is "stingray" after');
    expect((await decoded(join(out, "fooled.png"))).isFlat).toBe(false);
  });
});
