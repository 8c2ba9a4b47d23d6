import type { Tensors } from "../backend.js";
import { cancelled, RegardError } from "../errors.js";
import type { OnLoaded } from "./load-runtime.js";
import type { Reply, Request } from "./messages.js";
import type { Peer, StartPeer } from "./peer.js";

interface Pending {
  readonly resolve: (outputs: Tensors) => void;
  readonly reject: (error: RegardError) => void;
  /** Called first of all. */
  readonly done: () => void;
}

/** The calling side of a peer: requests out, each a promise; keeps the process alive only while one is pending. */
export class Client {
  readonly #peer: Peer;
  readonly #limitSeconds: number | null;
  readonly #pending = new Map<number, Pending>();
  #count = 0;
  #end: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isStuck = false;

  /** A peer that has not answered for `limitSeconds` is given up, and ended where that is possible. */
  constructor(start: StartPeer, onLoaded: OnLoaded, limitSeconds: number | null = null) {
    this.#limitSeconds = limitSeconds;
    this.#peer = start({
      onReply: (reply) => {
        this.#watch();
        if (reply.kind === "loaded") onLoaded(reply.name, reply.notice);
        else this.#settle(reply);
      },
      onEnd: (why) => this.#ended(why),
    });
  }

  /** Whether the peer is gone, and its sessions with it. */
  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Sends a request; gives its number at once, and its outputs when they come. `transfer` leaves this thread. */
  ask(
    request: Request,
    transfer: readonly ArrayBuffer[] = [],
    signal?: AbortSignal,
  ): { readonly id: number; readonly outputs: Promise<Tensors> } {
    const id = this.#count++;
    const outputs = new Promise<Tensors>((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled(signal));
      if (this.#end !== null) return reject(this.#silence());
      // The run itself cannot be stopped; its outputs are dropped when they come.
      const onAbort = (): void => this.#forget(id)?.reject(cancelled(signal));
      signal?.addEventListener("abort", onAbort, { once: true });
      const done = (): void => signal?.removeEventListener("abort", onAbort);
      this.#pending.set(id, { resolve, reject, done });
      if (this.#pending.size === 1) this.#watch();
      this.#peer.hold(true);
      this.#peer.send({ ...request, id }, transfer);
    });
    return { id, outputs };
  }

  /** Ends every pending request at once, then the peer and its sessions as soon as the runtime lets go. */
  async close(): Promise<void> {
    this.#ended("the backend has been closed");
    if (!this.#isStuck) await this.#peer.close();
  }

  /** Begins to wait for the next sign of life. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#limitSeconds === null || this.#pending.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#isStuck = true;
      this.#ended(`nothing came for ${this.#limitSeconds} s, which is the limit`);
      this.#peer.kill?.();
    }, this.#limitSeconds * 1000);
    this.#timer.unref();
  }

  #settle(reply: Exclude<Reply, { readonly kind: "loaded" }>): void {
    const pending = this.#forget(reply.id);
    if (reply.kind === "done") pending?.resolve(reply.outputs);
    else pending?.reject(new RegardError("runtime", `ONNX Runtime: ${reply.message}`));
  }

  #forget(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.done();
    // Once it is closing, its end is waited for: the reply to a run that was given up must not let the process go.
    if (this.#pending.size === 0 && this.#end === null) {
      clearTimeout(this.#timer);
      this.#peer.hold(false);
    }
    return pending;
  }

  #silence(): RegardError {
    return new RegardError("runtime", `ONNX Runtime does not answer: ${this.#end}`);
  }

  #ended(why: string): void {
    this.#end ??= why;
    clearTimeout(this.#timer);
    for (const id of [...this.#pending.keys()]) {
      this.#forget(id)?.reject(this.#silence());
    }
  }
}
