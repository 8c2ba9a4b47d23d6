import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fitPicture } from "../../../src/model/fit.js";
import { parsePinned } from "../../../src/model/zoo/pinned.js";
import { openBareFile } from "../../../src/node/bare.js";
import { findModel } from "../../../src/node/model-files.js";
import { type ModelOptions, open, openModel } from "../../../src/node/open.js";
import { realWorld } from "../../../src/node/zoo/world.js";
import { blobs, tinyFolder, tinyNetwork } from "../../cli/tiny.js";
import { expectOnlyPinned } from "./invariant.js";
import { serve, type TestServer } from "./server.js";
import { tinyEntry } from "./tiny-entry.js";

let cache: string;
let server: TestServer;
const network = Buffer.from(tinyNetwork());
const entry = tinyEntry(network);

beforeAll(async () => {
  server = await serve(network);
});
afterAll(() => server.close());
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "regard-zoo-open-"));
});
afterEach(() => {
  expectOnlyPinned(cache);
  rmSync(cache, { recursive: true, force: true });
});

const options = (): ModelOptions => ({
  ...{ cache, entries: [entry], allow: async () => true },
  world: { ...realWorld, transport: server.transport },
});

describe("a name of the zoo", () => {
  it("opens with the zoo's preprocessing and class names, and nothing is assumed", async () => {
    const model = await openModel("tinynet", options());
    expect(model).toMatchObject({ name: "tinynet", labels: entry.labels, notes: [] });
    expect(model.preprocessing).toEqual({ ...entry.preprocessing, origin: "the zoo's entry tinynet" });
    expect(model.source.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect((await openBareFile("tinynet", options())).name).toBe("tinynet");
  });

  it("runs", async () => {
    const explainer = await open("tinynet", options());
    try {
      const { pixels } = fitPicture(explainer.model, blobs(1));
      const scores = await explainer.scores(pixels);
      expect(scores.dims).toEqual([1, 3]);
    } finally {
      await explainer.close();
    }
  });

  it("steps back behind files of one's own", async () => {
    const labels = join(cache, "labels.txt");
    const preprocess = join(cache, "preprocessor.json");
    writeFileSync(labels, "one\ntwo\nthree\n");
    writeFileSync(
      preprocess,
      JSON.stringify({ size: { height: 24, width: 24 }, do_normalize: false, resample: 3 }),
    );
    const model = await openModel("tinynet", { ...options(), labels, preprocess });
    expect(model.labels).toEqual(["one", "two", "three"]);
    expect(model.preprocessing).toMatchObject({ origin: "preprocessor.json", resample: "bicubic" });
  });

  it("is not a folder of that name, which is ./NAME", async () => {
    const folder = tinyFolder(join(cache, "tinynet"));
    expect((await findModel(folder, options())).entry).toBeNull();
    expect((await findModel("tinynet", options())).entry).toBe(entry);
  });

  it("that is mistyped is answered with the nearest, a path with what lies there", async () => {
    await expect(findModel("tinynte", options())).rejects.toThrow(
      /nearest names: tinynet, .*regard models lists/,
    );
    await expect(findModel("vgg61")).rejects.toThrow(/nearest names: vgg1[69], vgg1[69], /);
    await expect(findModel(join(cache, "vgg61.onnx"))).rejects.toThrow(
      /nearest there: nothing, the folder is empty$/,
    );
  });
});

describe("an address", () => {
  const address = `https://zoo.test/some/My%20net.onnx?x=1#sha256=${entry.sha256}`;

  it("with a hash opens the file that it is of", async () => {
    const model = await openModel(address, { ...options(), entries: [] });
    expect(model.name).toBe("My net");
    expect(model.preprocessing.origin).toBe("assumed");
    const requests = server.requests.length;
    await openModel(address.replace("zoo.test", "elsewhere.test"), {
      ...options(),
      entries: [],
      offline: true,
    });
    expect(server.requests).toHaveLength(requests);
  });

  it("of a file of the zoo is the zoo's", async () => {
    expect(await openModel(address, options())).toMatchObject({ name: "tinynet", labels: entry.labels });
  });

  it.each([
    ["https://zoo.test/net.onnx", /net\.onnx needs the SHA-256 .*https:\/\/zoo\.test\/net\.onnx#sha256=…/],
    ["https://zoo.test/net.onnx?token=secret#sha256=12", /^(?!.*secret).*needs the SHA-256/],
    [`http://zoo.test/net.onnx#sha256=${entry.sha256}`, /only https/],
    [`https://me:secret@zoo.test/net.onnx#sha256=${entry.sha256}`, /^(?!.*secret).*password/],
    ["https://", /is not an address/],
  ])("%s is refused", async (asked, words) => {
    await expect(findModel(asked, options())).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(words),
    });
  });

  it("is taken with its hash in capitals", () => {
    const { sha256, urls } = parsePinned(`https://zoo.test/a.onnx#sha256=${entry.sha256.toUpperCase()}`);
    expect([sha256, urls]).toEqual([entry.sha256, ["https://zoo.test/a.onnx"]]);
  });
});
