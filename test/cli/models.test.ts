import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exitCode, sentence } from "../../src/cli/failure.js";
import { createProgram } from "../../src/cli/program.js";
import { realWorld } from "../../src/node/zoo/world.js";
import { expectOnlyPinned, filesOf } from "../node/zoo/invariant.js";
import { serve, type TestServer } from "../node/zoo/server.js";
import { tinyEntry } from "../node/zoo/tiny-entry.js";
import { type Outcome, records } from "./regard.js";
import { blobFile, tinyNetwork } from "./tiny.js";

const network = Buffer.from(tinyNetwork());
const entry = tinyEntry(network);
const other = tinyEntry(Buffer.from("not even a network"));
const entries = [entry, { ...other, name: "othernet", top1: 56.5 }];

let cache: string;
let picture: string;
let server: TestServer;

beforeAll(async () => {
  server = await serve(network);
});
afterAll(() => server.close());
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "regard-models-"));
  picture = blobFile(join(cache, "blob.png"), 1);
  server.requests.length = 0;
});
afterEach(() => {
  expectOnlyPinned(cache);
  rmSync(cache, { recursive: true, force: true });
});

const path = (): string => join(cache, "models", entry.sha256, "model.onnx");

interface Terminal {
  /** What a person at a terminal types; nobody is there without it. */
  readonly answer?: string;
  readonly signal?: AbortSignal;
}

/** Runs the command line in this process, on a zoo of two networks that a server of the test's own serves. */
async function run(args: readonly string[], { answer, signal }: Terminal = {}): Promise<Outcome> {
  const text = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        text[name] += String(chunk);
        done();
      },
    });
  const stdin = Object.assign(new PassThrough(), { isTTY: answer !== undefined });
  if (answer !== undefined) stdin.end(answer);
  const environment = {
    ...{ args, stdin, stdout: stream("stdout") },
    stderr: Object.assign(stream("stderr"), { isTTY: answer !== undefined }),
    signal: signal ?? new AbortController().signal,
    atEnd() {},
    limit() {},
    zoo: { cache, entries, world: { ...realWorld, transport: server.transport } },
  };
  const program = await createProgram(environment, "0.0.0");
  try {
    await program.parseAsync(args, { from: "user" });
    return { code: 0, ...text };
  } catch (error) {
    return { code: exitCode(error), ...text, stderr: `${text.stderr}${sentence(error, false) ?? ""}` };
  }
}

const damage = (): void => writeFileSync(path(), Buffer.alloc(network.length));

describe("regard models", () => {
  it("lists what has a name, and whether it is here", async () => {
    const before = await run(["models"]);
    expect(before.stdout).toBe(
      `tinynet   ${(network.length / 1e6).toFixed(1)} MB  0.0 M      –  –  tests\n` +
        "othernet  0.0 MB  0.0 M  56.5%  –  tests\n",
    );
    await run(["models", "pull", "tinynet"]);
    const after = records(await run(["models", "--json"]));
    expect(after).toMatchObject([
      {
        type: "model",
        name: "tinynet",
        bytes: network.length,
        sha256: entry.sha256,
        top1: null,
        path: path(),
      },
      { type: "model", name: "othernet", path: null, inputSize: 24, license: "MIT", use: "tests" },
    ]);
  });

  it("lists also what was downloaded by its address, and knows it by its hash", async () => {
    const address = `https://zoo.test/x.onnx#sha256=${entry.sha256}`;
    entries.shift();
    try {
      await run(["models", "pull", address]);
      expect((await run(["models"])).stdout).toContain(`${entry.sha256}  cached, by its address\n`);
      expect((await run(["models", "verify"])).stdout).toBe(`${entry.sha256}: right\n`);
      damage();
      const again = await run(["models", "pull", entry.sha256]);
      expect(again.code).toBe(2);
      expect(again.stderr).toMatch(/who serves it is not known: give its address/);
      expect((await run(["models", "remove", entry.sha256])).stdout).toBe(`${entry.sha256}: removed\n`);
    } finally {
      entries.unshift(entry);
    }
  });

  it("pulls without a question, once", async () => {
    const outcome = await run(["models", "pull", "tinynet", "--json"]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    const record = { type: "cached-model", name: "tinynet", sha256: entry.sha256, path: path() };
    expect(records(outcome)).toEqual([{ ...record, state: "right", why: null }]);
    expect((await run(["models", "pull", "tinynet"])).stdout).toBe(`tinynet: ${path()}\n`);
    expect(server.requests).toEqual([null]);
    expect(readFileSync(path()).equals(network)).toBe(true);
  });

  it("does not keep what is not the file that it knows", async () => {
    const outcome = await run(["models", "pull", "othernet"]);
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.stderr).toMatch(
      /othernet cannot be downloaded: zoo\.test serves a file of \d+ bytes, not of 18/,
    );
    expect(filesOf(cache, other.sha256)).toEqual([]);
  });

  it("verifies by hashing anew, all or some", async () => {
    expect(await run(["models", "verify"])).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "the cache is empty\n",
    });
    await run(["models", "pull", "tinynet"]);
    expect(await run(["models", "verify"])).toMatchObject({ code: 0, stdout: "tinynet: right\n" });
    damage();
    const wrong = await run(["models", "verify", "tinynet", "othernet"]);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(
      /^tinynet: wrong: .*model\.onnx has the SHA-256 .* instead of .*\nothernet: absent\n$/,
    );
    expect(wrong.stderr).toMatch(/not as they must be: tinynet, othernet; regard models pull gets them anew/);
    await run(["models", "pull", "tinynet"]);
  });

  it("says where a file lies, or that it does not", async () => {
    const missing = await run(["models", "path", "tinynet"]);
    expect(missing).toMatchObject({ code: 1, stdout: "" });
    expect(missing.stderr).toMatch(/tinynet is not in the cache; regard models pull gets it/);
    await run(["models", "pull", "tinynet"]);
    expect(await run(["models", "path", "tinynet"])).toMatchObject({ code: 0, stdout: `${path()}\n` });
  });

  it("removes a file with all that lies beside it", async () => {
    await run(["models", "pull", "tinynet"]);
    expect((await run(["models", "remove", "tinynet", "othernet"])).stdout).toBe(
      "tinynet: removed\nothernet: absent\n",
    );
    expect(filesOf(cache, entry.sha256)).toEqual([]);
  });

  it.each([
    [["models", "pul", "x"], /no command of regard models "pul"; did you mean "pull"/],
    [["models", "pull", "tinynte"], /no model "tinynte"; did you mean "tinynet"/],
    [["models", "pull", "bestiary"], /bestiary is built in/],
    [["models", "pull", "https://zoo.test/a.onnx"], /needs the SHA-256/],
    [["models", "path"], /missing required argument 'name'/],
  ])("%j is wrong usage", async (args, words) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});

describe("a model that is not here", () => {
  const classify = (...more: string[]): string[] => [
    "classify",
    picture,
    "--model",
    "tinynet",
    "--json",
    ...more,
  ];

  it("is not downloaded where nobody can be asked", async () => {
    const { code, stdout, stderr } = await run(classify());
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/tinynet is not in the cache.*run regard models pull tinynet, or say --yes/);
    expect(server.requests).toEqual([]);
  });

  it("is downloaded with --yes, and then used without a word", async () => {
    const first = await run(classify("--yes"));
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(records(first)).toMatchObject([{ type: "classification", model: "tinynet" }]);
    expect(await run(classify("--offline"))).toEqual(first);
    expect(server.requests).toEqual([null]);
  });

  it.each([
    ["y\n", 0, 1],
    ["YES\n", 0, 1],
    ["n\n", 1, 0],
    ["\n", 1, 0],
    ["", 1, 0],
  ])("is asked for at a terminal; %j ends with %d", async (answer, code, requests) => {
    const outcome = await run(classify(), { answer });
    expect(outcome.stderr).toContain("tinynet is not here: 0.0 MB from zoo.test, MIT. Download? [y/N] ");
    if (code !== 0) expect(outcome.stderr).toMatch(/tinynet was not downloaded$/);
    expect(outcome.code).toBe(code);
    expect(server.requests).toHaveLength(requests);
  });

  it("is not asked for any more once Ctrl-C came", async () => {
    const outcome = await run(classify(), { answer: "y\n", signal: AbortSignal.abort() });
    expect(outcome.code).toBe(1);
    expect(server.requests).toEqual([]);
  });

  it("is never fetched offline, agreed or not", async () => {
    const { code, stderr } = await run(classify("--yes", "--offline"));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /tinynet is not in the cache, and --offline or REGARD_OFFLINE keeps Regard off the network/,
    );
    expect(server.requests).toEqual([]);
  });

  it("works for the bare commands too, by name and by address", async () => {
    const out = join(cache, "d.onnx");
    const address = `https://zoo.test/x.onnx#sha256=${entry.sha256}`;
    for (const model of ["tinynet", address]) {
      const outcome = await run(["differentiate", model, "--out", out, "--yes", "--json"]);
      expect(outcome).toMatchObject({ code: 0 });
      expect(records(outcome)[0]).toMatchObject({ type: "differentiate", model: "tinynet" });
    }
    expect(server.requests).toEqual([null]);
  });
});

describe("docs/json.md", () => {
  it("names every field of these commands", async () => {
    const documented = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
    const outcomes = [await run(["models", "pull", "tinynet", "--json"]), await run(["models", "--json"])];
    for (const { type, ...fields } of outcomes.flatMap(records)) {
      const section = documented.split(`## \`${type}\`\n`)[1]?.split("\n## ")[0] ?? "";
      for (const field of Object.keys(fields)) expect(section).toContain(`\`${field}\``);
    }
  });
});
