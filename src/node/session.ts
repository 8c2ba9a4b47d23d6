import type { Program, Session, Tensors } from "../backend.js";
import { RegardError, throwIfCancelled } from "../errors.js";
import { readAll } from "../graph/stored.js";
import type { Client } from "./client.js";
import type { SentProgram } from "./messages.js";
import { shared } from "./shared.js";
import { StoredFile } from "./stored-file.js";

interface Opened {
  readonly client: Client;
  readonly id: number;
}

/** A session in a worker; where the worker has died, the next run opens it again in another. */
export class WorkerSession implements Session {
  readonly #program: SentProgram;
  readonly #connect: () => Client;
  #at: Opened | null = null;
  #opening: Promise<Opened> | null = null;
  #isReleased = false;

  constructor({ graph, weights, fed = [] }: Program, connect: () => Client) {
    // The runtime takes a graph in ordinary memory only, and a view would send all of the buffer behind it.
    this.#program = {
      graph: graph.slice(),
      weights: weights && { ...weights, bytes: shared(weights.bytes) },
      fed: fed.map(({ stored, ...weight }) => ({
        ...weight,
        content: stored instanceof StoredFile ? stored.range : shared(readAll(stored)),
      })),
    };
    this.#connect = connect;
  }

  /** Opens the program in the worker; runs that find their worker dead share one new opening. */
  open(): Promise<Opened> {
    this.#opening ??= this.#create().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async run(feeds: Tensors, signal?: AbortSignal): Promise<Tensors> {
    if (this.#isReleased) throw new RegardError("runtime", "the session has been released");
    throwIfCancelled(signal);
    // Nothing is awaited on an open session, so that a release that comes later arrives later.
    const { client, id } = this.#at && !this.#at.client.isOver ? this.#at : await this.open();
    const copies = Object.entries(feeds).map(([name, tensor]) => [name, copy(tensor)] as const);
    const buffers = copies.map(([, { data }]) => data.buffer as ArrayBuffer);
    return client.ask({ kind: "run", session: id, feeds: Object.fromEntries(copies) }, buffers, signal)
      .outputs;
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    if (!this.#at || this.#at.client.isOver) return;
    await this.#at.client.ask({ kind: "release", session: this.#at.id }).outputs;
  }

  async #create(): Promise<Opened> {
    const client = this.#connect();
    const { id, outputs } = client.ask({ kind: "create", program: this.#program });
    await outputs;
    this.#at = { client, id };
    return this.#at;
  }
}

/** Copied once, to be given away: the caller keeps its own. */
const copy = ({ dtype, dims, data }: Tensors[string]): Tensors[string] => ({
  dtype,
  dims,
  data: data.slice(),
});
