import { over } from "./failure.js";
import type { Settings } from "./settings.js";

/** The end of a runtime, after which nothing it is asked will be answered. */
export class End {
  #why: string | null = null;
  #reject: (error: Error) => void = () => {};
  /** Rejects when the end comes: what is waiting for the runtime then waits in vain. */
  readonly coming: Promise<never>;

  constructor() {
    this.coming = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.coming.catch(() => {});
  }

  get isOver(): boolean {
    return this.#why !== null;
  }

  /** Throws `RegardError("runtime")` after the end. */
  check(): void {
    if (this.#why !== null) throw over(this.#why);
  }

  come(why: string): void {
    this.#why ??= why;
    this.#reject(over(this.#why));
  }
}

/** A thread has one runtime of each kind. */
export const ends: Readonly<Record<Settings["provider"], End>> = { wasm: new End(), webgpu: new End() };
