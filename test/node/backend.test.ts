import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Session, Tensors } from "../../src/backend.js";
import { RegardError } from "../../src/errors.js";
import { Builder } from "../../src/graph/builder.js";
import { read } from "../../src/graph/read.js";
import { write } from "../../src/graph/write.js";
import { type BackendOptions, nodeBackend, workerBackend } from "../../src/node/backend.js";
import { Client } from "../../src/node/client.js";
import { readModelBytes } from "../../src/node/model-files.js";
import { threadPeer } from "../../src/node/thread-peer.js";
import { program } from "../../src/program.js";
import { describeWithData } from "../data.js";
import { deviation, largest } from "../golden.js";
import { network } from "../model/networks.js";
import { feeds, long, noise, small } from "./programs.js";
import { crashing, endless, hungry } from "./raw-models.js";

/** A number of turns, or a size. */
const turns = (count: number): Tensors[string] => ({
  dtype: "int64",
  dims: [],
  data: BigInt64Array.of(BigInt(count)),
});

const settings = { runtime: "auto", threads: 1, graphOptimization: "all" } as const;
const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

const opened: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(opened.map((backend) => backend.close())));

function backendOf(options: BackendOptions = {}) {
  const backend = nodeBackend({ threads: 1, ...options });
  opened.push(backend);
  return backend;
}

describe("the Node backend", () => {
  it.each(["native", "wasm", "auto"] as const)("runs a graph: %s", async (runtime) => {
    const backend = backendOf({ runtime });
    expect(backend.name).toBe("ONNX Runtime, not started yet");
    const session = await backend.create(small());
    const given = feeds(2);
    const { scores } = await session.run(given);
    expect(scores).toMatchObject({ dtype: "float32", dims: [2, 4] });
    expect(given.image?.data).toHaveLength(2 * 3 * 64);
    expect(backend.name).toMatch(
      runtime === "wasm"
        ? /^onnxruntime-web [\d.]+, WebAssembly, 1 thread$/
        : /^onnxruntime-node [\d.]+, CPU, 1 thread$/,
    );
  });

  it("tells what ONNX Runtime says of wrong feeds, and goes on", async () => {
    const session = await backendOf().create(small());
    await expect(session.run({})).rejects.toThrow("ONNX Runtime: input 'image' is missing");
    await expect(session.run({ image: noise([1, 3, 9, 8]) })).rejects.toThrow(/^ONNX Runtime: .*dimensions/);
    expect((await session.run(feeds())).scores?.dims).toEqual([1, 4]);
  });

  it("passes every element type through", async () => {
    const g = new Builder(18);
    const ends = (["float16", "float64", "int64", "bool", "uint8"] as const).map((dtype) => {
      return g.op("Identity", [g.input(dtype, dtype, [2])], {}, { outputs: [`${dtype}_out`] });
    });
    const session = await backendOf().create({ graph: write(g.graph(ends)), weights: null });
    const given = {
      float16: Uint16Array.of(0x3c00, 0xc000),
      float64: Float64Array.of(Math.PI, -0),
      int64: BigInt64Array.of(-1n, 2n ** 62n),
      bool: Uint8Array.of(0, 1),
      uint8: Uint8Array.of(7, 255),
    } as const;
    const tensors = Object.entries(given).map(([dtype, data]) => [dtype, { dtype, dims: [2], data }]);
    const results = await session.run(Object.fromEntries(tensors) as Tensors);
    for (const [dtype, data] of Object.entries(given)) {
      expect(results[`${dtype}_out`]).toEqual({ dtype, dims: [2], data });
    }
  });

  it("leaves the event loop free", async () => {
    const { program, feeds } = long();
    const session = await backendOf().create(program);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await session.run(feeds);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it("gives up at once when its caller does", async () => {
    const { program, feeds } = long();
    const session = await backendOf().create(program);
    const controller = new AbortController();
    let isDone = false;
    const other = session.run(feeds).then(() => {
      isDone = true;
    });
    const run = session.run(feeds, controller.signal);
    controller.abort(new Error("enough"));
    await expect(run).rejects.toMatchObject({ kind: "cancelled", cause: new Error("enough") });
    expect(isDone).toBe(false);
    await expect(session.run(feeds, controller.signal)).rejects.toMatchObject({ kind: "cancelled" });
    await other;
  });

  it("runs what was asked before a release, and nothing after it", async () => {
    const session = await backendOf().create(small());
    const before = session.run(feeds());
    await session.release();
    expect((await before).scores?.dims).toEqual([1, 4]);
    await expect(session.run(feeds())).rejects.toThrow("the session has been released");
    await session.release();
  });

  it("ends everything when it is closed, even in the middle of a run", async () => {
    const backend = backendOf();
    const { program, feeds } = long();
    const session = await backend.create(program);
    const run = session.run(feeds);
    const closed = backend.close();
    await expect(run).rejects.toThrow("ONNX Runtime does not answer: the backend has been closed");
    await closed;
    await expect(session.run(feeds)).rejects.toThrow("the backend has been closed");
    await expect(backend.create(program)).rejects.toThrow("the backend has been closed");
    await backend.close();
  });

  it("can be closed before it has started", async () => {
    await nodeBackend().close();
  });

  it.each([0, 1.5, Number.NaN])("refuses %d threads", (threads) => {
    expect(() => nodeBackend({ threads })).toThrow("the number of threads is a whole number from 1 up");
  });
});

describe.each(["native", "wasm"] as const)("the runtime: %s", (runtime) => {
  const backend = backendOf({ runtime });

  it("stands on weights that are not copied into the graph", async () => {
    const bytes = network();
    const session = await backend.create(program(read(bytes), bytes));
    const inline = await backend.create({ graph: bytes, weights: null });
    expect((await session.run(feeds())).scores).toEqual((await inline.run(feeds())).scores);
  });

  it("tells what it has against a broken graph", async () => {
    const create = backend.create({ graph: new Uint8Array(64), weights: null });
    await expect(create).rejects.toThrow(/^ONNX Runtime: .*protobuf parsing failed/i);
    await expect(create).rejects.toBeInstanceOf(RegardError);
    await expect(create).rejects.toMatchObject({ kind: "runtime" });
  });
});

describe("a worker that dies", () => {
  /** A worker that answers "create" and dies of everything else. */
  function dyingWorker(): URL {
    const folder = mkdtempSync(join(tmpdir(), "regard-worker-"));
    const script = join(folder, "worker.mjs");
    writeFileSync(
      script,
      `import { parentPort } from "node:worker_threads";
       parentPort.on("message", ({ id, kind }) => {
         if (kind !== "create") throw new Error("out of memory, say");
         parentPort.postMessage({ kind: "done", id, outputs: {} });
       });`,
    );
    return pathToFileURL(script);
  }

  it("ends all that waits for it, and is replaced", async () => {
    const script = dyingWorker();
    const clients: Client[] = [];
    const backend = workerBackend((onLoaded) => {
      const client = new Client(threadPeer(script, settings), onLoaded);
      clients.push(client);
      return client;
    });
    const session: Session = await backend.create(small());
    const runs = await Promise.allSettled([session.run(feeds()), session.run(feeds())]);
    for (const run of runs) {
      expect(run).toMatchObject({ status: "rejected", reason: { kind: "runtime" } });
      expect((run as PromiseRejectedResult).reason.message).toBe(
        "ONNX Runtime does not answer: its worker failed: out of memory, say",
      );
    }
    await backend.create(small());
    expect(clients).toHaveLength(2);
    // The first session notices too, and is opened again before it runs.
    await expect(session.run(feeds())).rejects.toThrow("out of memory, say");
    await backend.close();
    rmSync(join(fileURLToPath(script), ".."), { recursive: true });
  });
});

describe("many feeds", () => {
  const rows = Array.from({ length: 9 }, (_, i) => feeds(4, i));

  it.each(["native", "wasm"] as const)(
    "give the same bits in lanes as one after the other: %s",
    async (runtime) => {
      const one = await backendOf({ runtime }).create(small());
      const session = await backendOf({ runtime, threads: 2 }).create(small());
      expect(one.runAll).toBeUndefined();
      const expected: Tensors[] = [];
      for (const each of rows) expected.push(await one.run(each));
      // Too few for lanes, then enough, then with lanes that are open.
      expect(await session.runAll?.(rows.slice(0, 2))).toEqual(expected.slice(0, 2));
      expect(await session.runAll?.(rows)).toEqual(expected);
      expect(await session.runAll?.([...rows].reverse())).toEqual([...expected].reverse());
      await session.release();
      await expect(session.runAll?.(rows)).rejects.toThrow("the session has been released");
    },
  );

  it("fail as a whole where one fails, and the session goes on", async () => {
    const session = await backendOf({ threads: 2 }).create(small());
    const bad = [...rows.slice(0, 4), { image: noise([4, 3, 9, 8]) }, ...rows];
    await expect(session.runAll?.(bad)).rejects.toThrow(/^ONNX Runtime: .*dimensions/);
    expect(await session.runAll?.(rows)).toHaveLength(rows.length);
  });

  it("stop when they are told to", async () => {
    const session = await backendOf({ threads: 2 }).create(small());
    const controller = new AbortController();
    const running = session.runAll?.(rows, controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ kind: "cancelled" });
    expect((await session.run(feeds())).scores?.dims).toEqual([1, 4]);
  });
});

describe("in a process of its own", () => {
  const isolated = (options: BackendOptions = {}) => backendOf({ isolate: true, ...options });

  it("gives the same scores, weights stored or shared", async () => {
    const bytes = network();
    const made = program(read(bytes), bytes);
    const here = await (await backendOf().create(made)).run(feeds(2));
    const backend = isolated();
    expect(await (await backend.create(made)).run(feeds(2))).toEqual(here);
    expect(backend.name).toMatch(/^onnxruntime-node /);
    await backend.close();
  });

  it("ends a crash of ONNX Runtime as an error, and goes on", async () => {
    const backend = isolated();
    const session = await backend.create(small());
    const bad = await backend.create({ graph: crashing(), weights: null });
    const x = noise([2]);
    await expect(bad.run({ x })).rejects.toMatchObject({
      kind: "runtime",
      message: expect.stringMatching(
        /^ONNX Runtime does not answer: its process crashed \(SIG(SEGV|ABRT)\)$/,
      ),
    });
    expect((await session.run(feeds())).scores?.dims).toEqual([1, 4]);
  });

  it("ends what takes too long", async () => {
    const backend = isolated({ limitSeconds: 15 });
    const session = await backend.create({ graph: endless(), weights: null });
    const begin = performance.now();
    await expect(session.run({ turns: turns(2 ** 62) })).rejects.toThrow(
      "ONNX Runtime does not answer: nothing came for 15 s, which is the limit",
    );
    expect(performance.now() - begin).toBeLessThan(45_000);
    expect((await session.run({ turns: turns(3) })).sum?.data).toEqual(Float32Array.of(3));
  });

  it("ends what takes too much memory", async () => {
    const backend = isolated({ limitMemory: 600e6 });
    const session = await backend.create({ graph: hungry(), weights: null });
    await expect(session.run({ size: turns(1e9) })).rejects.toThrow(
      /its process was stopped: it took .* GB of memory, more than the 0\.600 GB it may have$/,
    );
  });

  it.each([0, -1, Number.NaN])("refuses a limit of %d", (limit) => {
    expect(() => nodeBackend({ isolate: true, limitSeconds: limit })).toThrow("a limit is a number above 0");
    expect(() => nodeBackend({ isolate: true, limitMemory: limit })).toThrow("a limit is a number above 0");
  });
});

describe("without the native library", () => {
  /** The built worker in a folder where only these packages are installed. */
  function workerWith(...packages: readonly string[]): URL {
    const folder = mkdtempSync(join(tmpdir(), "regard-worker-"));
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["fastest-levenshtein", ...packages]) {
      symlinkSync(join(modules, name), join(folder, "node_modules", name));
    }
    cpSync(dist, join(folder, "dist"), { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    opened.push({ close: async () => rmSync(folder, { recursive: true }) });
    return pathToFileURL(join(folder, "dist/node/worker.js"));
  }

  it("falls back to WebAssembly, aloud", async () => {
    const notices: string[] = [];
    const script = workerWith("onnxruntime-web");
    const backend = workerBackend(
      (onLoaded) => new Client(threadPeer(script, settings), onLoaded),
      (notice) => notices.push(notice),
    );
    const session = await backend.create(small());
    expect((await session.run(feeds())).scores?.dims).toEqual([1, 4]);
    expect(backend.name).toMatch(/^onnxruntime-web/);
    expect(notices).toEqual([
      expect.stringMatching(
        /^onnxruntime-node cannot be loaded \(.*onnxruntime-node.*\); using onnxruntime-web .* slower$/s,
      ),
    ]);
    await backend.close();
  });

  it("says so where that was asked for, and where nothing is installed", async () => {
    const create = async (runtime: "native" | "auto"): Promise<unknown> => {
      const script = workerWith();
      const backend = workerBackend(
        (onLoaded) => new Client(threadPeer(script, { ...settings, runtime }), onLoaded),
      );
      return backend.create(small()).finally(() => backend.close());
    };
    await expect(create("native")).rejects.toThrow(/^ONNX Runtime: onnxruntime-node cannot be loaded: /);
    await expect(create("auto")).rejects.toThrow(
      /onnxruntime-node cannot be loaded: .*; onnxruntime-web cannot be loaded: .*; install one of them/s,
    );
  });
});

describeWithData("a real network", "models/squeezenet1_0/onnx/model.onnx", (path) => {
  it("has the same scores natively and in WebAssembly", async () => {
    const bytes = await readModelBytes(path);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.compare(bytes, readFileSync(path))).toBe(0);
    const written = program(read(bytes), bytes);
    expect(written.graph.length).toBeLessThan(30_000);
    const image = noise([1, 3, 227, 227]);
    const scores = async (runtime: "native" | "wasm"): Promise<Float32Array> => {
      const session = await backendOf({ runtime }).create(written);
      const { logits } = await session.run({
        image: { ...image, data: image.data.map((x) => x * 255 - 115) },
      });
      return logits?.data as Float32Array;
    };
    const [native, wasm] = [await scores("native"), await scores("wasm")];
    expect(deviation(wasm, native)).toBeLessThan(3e-6);
    expect(largest(native)).toBeGreaterThan(1);
  });
});
