import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Engine } from "../../studio/src/worker/engine.js";
import type { FromWorker, ToWorker } from "../../studio/src/worker/protocol.js";

/** A worker that says what the test lets it say. */
class Stand {
  readonly heard: ToWorker[] = [];
  isTerminated = false;
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  get asked(): number[] {
    return this.heard.flatMap((message) => (message.kind === "ask" ? [message.id] : []));
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
}

describe("the engine of the studio", () => {
  let workers: Stand[];
  let engine: Engine;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("document", { baseURI: "http://studio/" });
    workers = [];
    engine = new Engine(() => {
      workers.push(new Stand());
      return workers.at(-1) as unknown as Worker;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const ask = (signal?: AbortSignal) => engine.ask("registries", {}, { signal });
  const answer = { kind: "done", answer: {} } as const;

  it("replaces a worker that dies, and tells whoever waits for it", async () => {
    const waiting = ask();
    workers[0]?.onerror?.({ message: "out of memory", preventDefault: () => {} });
    await expect(waiting).rejects.toMatchObject({
      kind: "runtime",
      message: "the computation ended: out of memory",
    });
    expect(workers[0]?.isTerminated).toBe(true);
    const next = ask();
    const id = workers[1]?.asked[0] ?? Number.NaN;
    workers[1]?.say({ ...answer, id } as FromWorker);
    await expect(next).resolves.toEqual({});
    expect(workers).toHaveLength(2);
  });

  it("replaces one whose runtime failed, and asks it again what else was asked", async () => {
    const [bad, other] = [ask(), ask()];
    const [first = 0, second = 0] = workers[0]?.asked ?? [];
    workers[0]?.say({ kind: "failed", id: first, error: { kind: "runtime", message: "the device is lost" } });
    await expect(bad).rejects.toMatchObject({ kind: "runtime", message: "the device is lost" });
    expect(workers[0]?.isTerminated).toBe(true);
    expect(workers[1]?.asked).toEqual([second]);
    workers[1]?.say({ ...answer, id: second } as FromWorker);
    await expect(other).resolves.toEqual({});
  });

  it("lets go of a cancelled job at once, and of a worker that does not", async () => {
    const controller = new AbortController();
    const [stopped, other] = [ask(controller.signal), ask()];
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ kind: "cancelled" });
    expect(workers[0]?.heard.at(-1)).toMatchObject({ kind: "cancel" });
    expect(workers[0]?.isTerminated).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(workers[0]?.isTerminated).toBe(true);
    const [id = 0] = workers[1]?.asked ?? [];
    workers[1]?.say({ ...answer, id } as FromWorker);
    await expect(other).resolves.toEqual({});
  });

  it("keeps a worker that lets go of a cancelled job", async () => {
    const controller = new AbortController();
    const stopped = ask(controller.signal);
    const [id = 0] = workers[0]?.asked ?? [];
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ kind: "cancelled" });
    workers[0]?.say({ kind: "failed", id, error: { kind: "cancelled", message: "cancelled" } });
    vi.advanceTimersByTime(60_000);
    expect(workers[0]?.isTerminated).toBe(false);
    expect(workers).toHaveLength(1);
  });
});
