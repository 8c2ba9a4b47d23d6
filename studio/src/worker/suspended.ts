import { type ClimbStep, type Explainer, fromTensor, RegardError } from "regard";
import type { DreamEnd, DreamStep } from "./dream.js";
import type { Hand } from "./hand.js";

/** Pictures that are kept of one dream at most. */
const most = 240;

/** Begins the visualization; it is told of every step and waits for the promise that it is given. */
type Begin = (onStep: (step: ClimbStep) => Promise<void>, signal: AbortSignal) => Promise<DreamEnd>;

/** A dream that stands still between two steps while nobody listens, and goes on from there for the next who does. */
export class Suspended {
  readonly explainer: Explainer;
  readonly #said: DreamStep[] = [];
  readonly #controller = new AbortController();
  readonly #end: Promise<DreamEnd>;
  #listener: Hand<DreamStep> | null = null;
  #resume: () => void = () => {};

  constructor(explainer: Explainer, steps: number, begin: Begin) {
    this.explainer = explainer;
    const every = Math.ceil(steps / most);
    const { signal } = this.#controller;
    const hear = async ({ step, score, probability, pixels }: ClimbStep): Promise<void> => {
      const isKept = step % every === 0 || step === steps;
      const kind = "step" as const;
      const said = { kind, step, score, probability, picture: isKept ? fromTensor(pixels) : null };
      this.#said.push(said);
      this.#listener?.say(said);
      while (!this.#listener && !signal.aborted) await this.#listened();
    };
    this.#end = begin(hear, signal);
    // Whoever listens is told; where nobody does, nobody has to know.
    this.#end.catch(() => {});
  }

  /** Says what is not known yet and goes on to the end, or until the listener leaves. */
  listen(hand: Hand<DreamStep>, after: number): Promise<DreamEnd> {
    for (const said of this.#said) if (said.step > after) hand.say(said);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        if (this.#listener === hand) this.#listener = null;
        reject(new RegardError("cancelled", "cancelled"));
      };
      if (hand.signal.aborted) return leave();
      hand.signal.addEventListener("abort", leave);
      this.#listener = hand;
      this.#resume();
      this.#end.then(resolve, reject);
    });
  }

  /** Nobody will listen any more. */
  drop(): void {
    this.#controller.abort();
    this.#resume();
  }

  #listened(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
}
