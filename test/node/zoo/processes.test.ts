import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectOnlyPinned, filesOf } from "./invariant.js";
import { noise, serve, sha256, type TestServer, wellBehaved } from "./server.js";

const script = fileURLToPath(new URL("./fetch-process.mjs", import.meta.url));
const content = noise(3_000_000);
const model = {
  name: "noise",
  urls: ["https://zoo.test/noise.onnx"],
  bytes: content.length,
  sha256: sha256(content),
  license: null,
};

let cache: string;
let server: TestServer;

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), "regard-zoo-processes-"));
  server = await serve(content);
});

afterEach(async () => {
  await server.close();
  expectOnlyPinned(cache);
  rmSync(cache, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [script, String(server.port), cache, JSON.stringify(model)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => {
      text[name] += part;
    });
  }
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, ...text })));
  return { child, ended };
}

/** Sends all but the end, and the end when it is told to. */
function slowly(): { readonly reached: Promise<void>; finish(): void } {
  let finish = (): void => {};
  const reached = new Promise<void>((resolve) => {
    server.behavior = (_, response, bytes) => {
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, 2_000_000), () => resolve());
      finish = () => response.end(bytes.subarray(2_000_000));
    };
  });
  return { reached, finish: () => finish() };
}

describe("two processes at once", () => {
  it("download once, and both have the file", async () => {
    const slow = slowly();
    const first = start();
    await slow.reached;
    const second = start();
    await sawWaiting(second.child);
    slow.finish();
    const outcomes = await Promise.all([first.ended, second.ended]);
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(0);
      expect(readFileSync(stdout.trim()).equals(content)).toBe(true);
    }
    expect(server.requests).toEqual([null]);
    expect(filesOf(cache, model.sha256)).toEqual(["checked", "model.onnx"]);
  });

  it("one that is killed leaves what the other goes on from", async () => {
    const slow = slowly();
    const first = start();
    await slow.reached;
    const second = start();
    await sawWaiting(second.child);
    server.behavior = wellBehaved;
    first.child.kill("SIGKILL");
    const { code } = await second.ended;
    expect(code).toBe(0);
    expect((await first.ended).code).toBe(null);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(filesOf(cache, model.sha256)).toEqual(["checked", "model.onnx"]);
  });
});

/** Resolves once a process has said that it waits for the other. */
const sawWaiting = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve, reject) => {
    child.stderr?.on("data", (part: string) => {
      if (/another process downloads noise/.test(part)) resolve(true);
    });
    child.on("close", () => reject(new Error("it did not wait")));
  });
