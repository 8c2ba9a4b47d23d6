import type { Program, Session, Tensors } from "../backend.js";
import { throwIfCancelled } from "../errors.js";
import type { Client } from "./client.js";
import { WorkerSession } from "./session.js";

/** Rows that come in parts before lanes are opened: opening them takes about as long as they save on so many. */
const worthwhile = 32;

/**
 * A session that answers one feed with all threads, and many feeds in lanes, sessions of one thread each beside one another:
 * threads that need not wait for each other after each operator get more done.
 */
export class LaneSession implements Session {
  readonly #program: Program;
  readonly #session: WorkerSession;
  readonly #connects: readonly (() => Client)[];
  #lanes: readonly WorkerSession[] = [];
  #rows = 0;

  constructor(program: Program, session: WorkerSession, connects: readonly (() => Client)[]) {
    this.#program = program;
    this.#session = session;
    this.#connects = connects;
  }

  run(feeds: Tensors, signal?: AbortSignal): Promise<Tensors> {
    return this.#session.run(feeds, signal);
  }

  async runAll(feeds: readonly Tensors[], signal?: AbortSignal): Promise<readonly Tensors[]> {
    for (const each of feeds) this.#rows += Object.values(each)[0]?.dims[0] ?? 0;
    if (this.#lanes.length === 0 && this.#rows >= worthwhile) {
      this.#lanes = this.#connects.map((connect) => new WorkerSession(this.#program, connect));
    }
    const lanes = this.#lanes.length > 0 ? this.#lanes : [this.#session];
    const results: Tensors[] = [];
    let next = 0;
    const work = async (lane: WorkerSession): Promise<void> => {
      while (next < feeds.length) {
        throwIfCancelled(signal);
        const index = next++;
        results[index] = await lane.run(feeds[index] as Tensors, signal);
      }
    };
    const giveUp = (error: unknown): never => {
      next = feeds.length;
      throw error;
    };
    await Promise.all(lanes.map((lane) => work(lane).catch(giveUp)));
    return results;
  }

  async release(): Promise<void> {
    await Promise.all([this.#session, ...this.#lanes].map((session) => session.release()));
  }
}
