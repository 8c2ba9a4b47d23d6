import { RegardError } from "regard";
import type { Engine } from "../worker/engine.js";
import type { JobName, Jobs } from "../worker/protocol.js";

interface Around {
  readonly engine: Engine;
  /** Everything that is being answered, this too while it is. */
  readonly running: Set<unknown>;
  /** Told of each wish, before it is asked. */
  readonly onAsk: () => void;
  readonly onError: (error: RegardError) => void;
}

/** The answer to the last wish of one kind: a new wish cancels the one before. */
export class Latest<Name extends JobName> {
  /** The last answer; it stays until the next one comes. */
  answer: Jobs[Name]["answer"] | null = $state.raw(null);
  /** What `answer` answers, to tell whether it is of today. */
  asked: Jobs[Name]["asked"] | null = $state.raw(null);
  isBusy = $state(false);
  /** What was said last on the way to the next answer. */
  event: Jobs[Name]["event"] | null = $state.raw(null);
  readonly name: Name;
  readonly #around: Around;
  #controller: AbortController | null = null;

  constructor(name: Name, around: Around) {
    this.name = name;
    this.#around = around;
  }

  /** Asks for the answer, and gives it too; `null` where it was given up or failed, which has been said then. */
  async ask(
    asked: Jobs[Name]["asked"],
    onEvent?: (event: Jobs[Name]["event"]) => void,
  ): Promise<Jobs[Name]["answer"] | null> {
    this.cancel();
    const controller = new AbortController();
    const { signal } = controller;
    const { engine, running, onAsk, onError } = this.#around;
    onAsk();
    this.#controller = controller;
    this.isBusy = true;
    running.add(this);
    const hear = (event: Jobs[Name]["event"]): void => {
      this.event = event;
      onEvent?.(event);
    };
    try {
      const answer = await engine.ask(this.name, asked, { signal, onEvent: hear });
      this.answer = answer;
      this.asked = asked;
      return answer;
    } catch (error) {
      if (!(error instanceof RegardError)) throw error;
      if (error.kind !== "cancelled") onError(error);
      return null;
    } finally {
      if (this.#controller === controller) this.#end();
    }
  }

  /** Gives the wish up; the answer before it stays. */
  cancel(): void {
    this.#controller?.abort();
    this.#end();
  }

  #end(): void {
    if (!this.#controller) return;
    this.#controller = null;
    this.isBusy = false;
    this.event = null;
    this.#around.running.delete(this);
  }
}
