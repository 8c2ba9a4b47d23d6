import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fetchable } from "../../../src/model/zoo/pinned.js";
import { fetchModel } from "../../../src/node/zoo/fetch-model.js";
import type { FetchOptions } from "../../../src/node/zoo/options.js";
import { realWorld, type World } from "../../../src/node/zoo/world.js";
import { expectOnlyPinned, filesOf } from "./invariant.js";
import { type Behavior, noise, serve, sha256, type TestServer, wellBehaved } from "./server.js";

const content = noise(300_000);
const model: Fetchable = {
  name: "noise",
  urls: ["https://zoo.test/noise.onnx"],
  bytes: content.length,
  sha256: sha256(content),
  license: null,
};
const kept = ["checked", "model.onnx"];
const half = content.length / 2;

let cache: string;
let server: TestServer;

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), "regard-zoo-"));
  server = await serve(content);
});

afterEach(async () => {
  await server.close();
  expectOnlyPinned(cache);
  rmSync(cache, { recursive: true, force: true });
});

const world = (changes: Partial<World> = {}): World => ({
  ...realWorld,
  transport: server.transport,
  patience: 500,
  ...changes,
});

const get = (options: FetchOptions = {}, asked: Fetchable = model): Promise<string> =>
  fetchModel(asked, { cache, world: world(), allow: async () => true, ...options });

const path = (...names: string[]): string => join(cache, "models", model.sha256, ...names);

/** Puts the first half of the file, or other bytes, where an interrupted download would have left it. */
function leave(bytes: Uint8Array = content.subarray(0, half), name = "model.onnx.partial"): void {
  mkdirSync(path(), { recursive: true });
  writeFileSync(path(name), bytes);
}

/** Sends the head and the first half, and then does something else. */
const halfThen =
  (next: (...given: Parameters<Behavior>) => void): Behavior =>
  (request, response, bytes) => {
    response.writeHead(200, { "content-length": bytes.length });
    response.write(bytes.subarray(0, half), () => next(request, response, bytes));
  };

describe("a model that is asked for", () => {
  it("is downloaded once, and then found", async () => {
    const shown: [string, number, number][] = [];
    const onDownload: FetchOptions["onDownload"] = (what, { done, total }) => shown.push([what, done, total]);
    expect(await get({ onDownload })).toBe(path("model.onnx"));
    expect(readFileSync(path("model.onnx")).equals(content)).toBe(true);
    expect(shown[0]).toEqual(["download noise", 0, 0.3]);
    expect(shown.at(-1)).toEqual(["download noise", 0.3, 0.3]);
    expect(await get()).toBe(path("model.onnx"));
    expect(server.requests).toEqual([null]);
    expect(filesOf(cache, model.sha256)).toEqual(kept);
  });

  it("is not downloaded unless someone agrees", async () => {
    await expect(get({ allow: undefined })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(
        /noise is not in the cache.*0\.3 MB from zoo\.test.*regard models pull noise.*--yes/,
      ),
    });
    const asked: Fetchable[] = [];
    const decline: FetchOptions["allow"] = async (each) => {
      asked.push(each);
      return false;
    };
    await expect(get({ allow: decline })).rejects.toMatchObject({ kind: "cancelled" });
    expect(asked).toEqual([model]);
    expect(server.requests).toEqual([]);
  });

  it("never touches the network offline, by option or by environment, also where the file is damaged", async () => {
    const offline = {
      kind: "file",
      message: expect.stringMatching(/off the network.*regard models pull noise/),
    };
    await expect(get({ offline: true })).rejects.toMatchObject(offline);
    process.env.REGARD_OFFLINE = "1";
    try {
      await expect(get()).rejects.toMatchObject(offline);
      process.env.REGARD_OFFLINE = "0";
      await get();
      process.env.REGARD_OFFLINE = "1";
      await get();
      truncateSync(path("model.onnx"), 10);
      await expect(get()).rejects.toThrow(/has 10 bytes instead of 300000/);
      rmSync(path("model.onnx"));
    } finally {
      delete process.env.REGARD_OFFLINE;
    }
    expect(server.requests).toEqual([null]);
  });

  it("is downloaded anew where the file in the cache has changed", async () => {
    await get();
    writeFileSync(path("model.onnx"), Buffer.alloc(content.length));
    await get();
    truncateSync(path("model.onnx"), 10);
    await get();
    expect(readFileSync(path("model.onnx")).equals(content)).toBe(true);
    expect(server.requests).toHaveLength(3);
  });
});

describe("a download that was interrupted", () => {
  it("goes on from where it stopped", async () => {
    leave();
    await get();
    expect(server.requests).toEqual([`bytes=${half}-`]);
  });

  it("goes on from what a process left that has died", async () => {
    leave(undefined, `model.onnx.partial.999999999.0-0@${hostname()}`);
    await get();
    expect(server.requests).toEqual([`bytes=${half}-`]);
    expect(filesOf(cache, model.sha256)).toEqual(kept);
  });

  it("keeps what has come when it is stopped", async () => {
    const controller = new AbortController();
    server.behavior = halfThen(() => setTimeout(() => controller.abort(), 50));
    await expect(get({ signal: controller.signal })).rejects.toMatchObject({ kind: "cancelled" });
    expect(filesOf(cache, model.sha256)).toEqual(["model.onnx.partial"]);
    expect(readFileSync(path("model.onnx.partial")).equals(content.subarray(0, half))).toBe(true);
    server.behavior = wellBehaved;
    await get();
    expect(server.requests).toEqual([null, `bytes=${half}-`]);
  });

  it("needs no request where all has come", async () => {
    leave(content);
    await get();
    expect(server.requests).toEqual([]);
  });

  it("starts over where what was there is of another file", async () => {
    leave(noise(half).map((byte) => byte ^ 1));
    await get();
    expect(server.requests).toEqual([`bytes=${half}-`, null]);
  });

  it("starts over where what was there is longer than the file", async () => {
    leave(noise(content.length + 7));
    await get();
    expect(server.requests).toEqual([null]);
  });

  it("starts over with a server that ignores Range", async () => {
    leave();
    server.behavior = (request, response, bytes) => {
      delete request.headers.range;
      wellBehaved(request, response, bytes);
    };
    await get();
    expect(server.requests).toEqual([`bytes=${half}-`]);
  });

  it.each<[string, Behavior]>([
    ["cannot be satisfied (416)", (_, response) => void response.writeHead(416).end()],
    [
      "is answered by another range",
      (_, response, bytes) =>
        void response
          .writeHead(206, { "content-range": `bytes 5-${bytes.length - 1}/${bytes.length}` })
          .end(bytes.subarray(5)),
    ],
    [
      "is answered of a longer file",
      (_, response, bytes) =>
        void response
          .writeHead(206, { "content-range": `bytes ${half}-${bytes.length}/${bytes.length + 1}` })
          .end(bytes.subarray(half)),
    ],
  ])("starts over where its Range %s", async (_, behavior) => {
    leave();
    server.behavior = (request, response, bytes) =>
      (request.headers.range === undefined ? wellBehaved : behavior)(request, response, bytes);
    await get();
    expect(server.requests).toEqual([`bytes=${half}-`, null]);
  });
});

describe("a server that misbehaves is named with what it did, and leaves no file under the final name", () => {
  const failsWith = async (
    behavior: Behavior,
    words: RegExp,
    left: readonly string[] = [],
  ): Promise<void> => {
    server.behavior = behavior;
    await expect(get()).rejects.toMatchObject({ kind: "file", message: expect.stringMatching(words) });
    expect(filesOf(cache, model.sha256)).toEqual(left);
    expectOnlyPinned(cache);
  };
  const partial = ["model.onnx.partial"];

  it("a wrong file of the right size", () =>
    failsWith(
      (_, response, bytes) => void response.end(Buffer.alloc(bytes.length)),
      /noise cannot be downloaded: zoo\.test serves another file: its SHA-256 is [0-9a-f]{64}; do not trust that file/,
    ));

  it("a file of another size, which is not even read", () =>
    failsWith(
      (_, response) => void response.end("<!DOCTYPE html>"),
      /serves a file of 15 bytes, not of 300000/,
    ));

  it("more bytes than the file has, without saying so before", () =>
    failsWith((_, response, bytes) => {
      response.write(bytes);
      response.end("more");
    }, /sends more than 300000 bytes/));

  it("a body that ends early", () =>
    failsWith(
      (_, response, bytes) => {
        response.write(bytes.subarray(0, half));
        response.end();
      },
      /broke off after 150000 of 300000 bytes/,
      partial,
    ));

  it("a connection that breaks", () =>
    failsWith(
      halfThen((_, response) => setTimeout(() => response.destroy(), 50)),
      /zoo\.test broke off: /,
      partial,
    ));

  it("a stall in the middle", () =>
    failsWith(
      halfThen(() => {}),
      /sent nothing for 0.5 s/,
      partial,
    ));

  it("a stall before the answer", () => failsWith(() => {}, /zoo\.test sent nothing for/));

  it("a redirect to http", async () => {
    const plain = `http://127.0.0.1:${server.port}/noise.onnx`;
    await failsWith(
      (_, response) => void response.writeHead(302, { location: plain }).end(),
      /redirects to http:\/\//,
    );
    expect(server.requests).toHaveLength(1);
  });

  it("an address that is not https in the first place", async () => {
    const urls = [`http://127.0.0.1:${server.port}/noise.onnx`];
    await expect(get({}, { ...model, urls })).rejects.toThrow(
      /has an address of http:\/\/, which is not safe/,
    );
    expect(server.requests).toEqual([]);
  });

  it("redirects without end", () =>
    failsWith(
      (_, response) => void response.writeHead(302, { location: "/again" }).end(),
      /redirects more than 5 times/,
    ));

  it("an error", () =>
    failsWith((_, response) => void response.writeHead(404).end("no"), /zoo\.test answers 404 Not Found/));

  it("a packed body", () =>
    failsWith(
      (_, response, bytes) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bytes),
      /packs the file \(gzip\)/,
    ));

  it("none at all", async () => {
    await server.close();
    await expect(get()).rejects.toThrow(/zoo\.test cannot be reached: .*ECONNREFUSED/);
  });

  it("follows redirects that are safe, relative ones too", async () => {
    server.behavior = (request, response, bytes) => {
      if (request.url === "/there") return wellBehaved(request, response, bytes);
      response
        .writeHead(302, { location: request.url === "/noise.onnx" ? "https://zoo.test/next" : "there" })
        .end();
    };
    await get();
    expect(server.requests).toHaveLength(3);
  });

  it("takes the next address, going on from what has come", async () => {
    server.behavior = (request, response, bytes) => {
      if (request.url === "/two") return wellBehaved(request, response, bytes);
      response.write(bytes.subarray(0, half));
      response.end();
    };
    await get({}, { ...model, urls: ["https://zoo.test/one", "https://zoo.test/two"] });
    expect(server.requests).toEqual([null, `bytes=${half}-`]);
  });

  it("caps a file whose size is not known", async () => {
    const unknown = { ...model, bytes: null };
    server.behavior = (_, response) => void response.writeHead(200, { "content-length": 2 ** 33 }).write("x");
    await expect(get({}, unknown)).rejects.toThrow(/serves 8589934592 bytes, more than 4294967296/);
    server.behavior = wellBehaved;
    await get({}, unknown);
  });
});

describe("a disk that misbehaves", () => {
  it("too little space is said before anything is asked for", async () => {
    const full = world({ free: async () => 100_000 });
    await expect(get({ world: full })).rejects.toThrow(
      /noise needs 0\.3 MB, and only 0\.1 MB are free in .*REGARD_CACHE/,
    );
    expect(server.requests).toEqual([]);
  });

  it("space that runs out on the way is said, and the rest can follow", async () => {
    let left = half;
    const filling = world({
      async write(file, bytes, position) {
        if (left < bytes.length) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
        left -= bytes.length;
        await realWorld.write(file, bytes, position);
      },
    });
    await expect(get({ world: filling })).rejects.toMatchObject({
      kind: "file",
      message: expect.stringMatching(/noise cannot be kept in .*: no space is left on the device; mend that/),
    });
    expectOnlyPinned(cache);
    await get();
    expect(readFileSync(path("model.onnx")).equals(content)).toBe(true);
  });

  it("a cache that is a file", async () => {
    writeFileSync(join(cache, "models"), "");
    await expect(get()).rejects.toThrow(/cannot be kept in .*: a part of the path is a file/);
    rmSync(join(cache, "models"));
  });
});

describe("links in the cache", () => {
  let elsewhere: string;
  beforeEach(() => {
    elsewhere = join(cache, "elsewhere");
    mkdirSync(path(), { recursive: true });
  });

  it("are not written through in the place of the unfinished file", async () => {
    writeFileSync(elsewhere, "precious");
    symlinkSync(elsewhere, path("model.onnx.partial"));
    await get();
    expect(readFileSync(elsewhere, "utf8")).toBe("precious");
    expect(server.requests).toEqual([null]);
  });

  it("of the other kind neither: a second name of some file", async () => {
    writeFileSync(elsewhere, content.subarray(0, half));
    linkSync(elsewhere, path("model.onnx.partial"));
    await get();
    expect(readFileSync(elsewhere)).toHaveLength(half);
    expect(server.requests).toEqual([null]);
  });

  it("are not written through in the place of the lock and of what was checked", async () => {
    writeFileSync(elsewhere, "precious");
    symlinkSync(elsewhere, path("lock"));
    symlinkSync(elsewhere, path("checked"));
    await get();
    expect(readFileSync(elsewhere, "utf8")).toBe("precious");
    expect(filesOf(cache, model.sha256)).toEqual(kept);
  });

  it("are not trusted in the place of the file, be what they lead to the right one", async () => {
    writeFileSync(elsewhere, content);
    symlinkSync(elsewhere, path("model.onnx"));
    await expect(get({ offline: true })).rejects.toThrow(/model\.onnx is a link/);
    await get();
    expect(readFileSync(elsewhere).equals(content)).toBe(true);
    expect(server.requests).toEqual([null]);
  });

  it("are not followed in the place of the folder", async () => {
    rmSync(path(), { recursive: true });
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path());
    await expect(get()).rejects.toThrow(/is a link, which the cache does not follow/);
    expect(existsSync(join(elsewhere, "model.onnx"))).toBe(false);
    expect(server.requests).toEqual([]);
  });
});

describe("several at once", () => {
  it("in one process download once", async () => {
    const notices: string[] = [];
    server.behavior = (request, response, bytes) =>
      void setTimeout(() => wellBehaved(request, response, bytes), 300);
    await Promise.all([1, 2, 3].map(() => get({ onNotice: (notice) => notices.push(notice) })));
    expect(server.requests).toEqual([null]);
    expect(notices).toEqual(Array(2).fill("another process downloads noise; waiting for it"));
  });

  it("the lock of a process that has died is taken", async () => {
    mkdirSync(path(), { recursive: true });
    writeFileSync(path("lock"), JSON.stringify({ pid: 999_999_999, host: hostname(), token: "x" }));
    await get();
    expect(filesOf(cache, model.sha256)).toEqual(kept);
  });

  it("the lock of another machine is respected while it is touched, and taken when it is not any more", async () => {
    mkdirSync(path(), { recursive: true });
    writeFileSync(path("lock"), JSON.stringify({ pid: 1, host: "elsewhere", token: "x" }));
    const signal = AbortSignal.timeout(600);
    await expect(get({ signal })).rejects.toMatchObject({ kind: "cancelled" });
    expect(server.requests).toEqual([]);
    const before = Date.now() / 1000 - 120;
    utimesSync(path("lock"), before, before);
    await get();
    expect(filesOf(cache, model.sha256)).toEqual(kept);
  });
});
