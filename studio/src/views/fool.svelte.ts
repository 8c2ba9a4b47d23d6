import { type AttackStep, argmax, type Tensor, top, toTensor } from "regard";
import { untrack } from "svelte";
import { classNamed, farClass, nameOfClass } from "../state/class-name.js";
import { kept } from "../state/kept.svelte.js";
import type { Latest } from "../state/latest.svelte.js";
import type { Studio } from "../state/studio.svelte.js";
import { attackSettings } from "../state/watchable.js";
import type { FoolWish, Judgement } from "../worker/fool.js";
import type { Sight } from "../worker/protocol.js";
import { raised } from "./raised.js";

/** A step without its picture: thousands of them would fill the memory. */
type PastStep = Omit<AttackStep, "pixels">;

/** The question that an attack answers; under other settings it goes on. */
type Question = Pick<FoolWish, "network" | "picture" | "target">;

/** How far an attack is. */
export type Phase = "ready" | "running" | "stopped" | "fooled";

/** A picture on its way to be taken for something else: how it began, every step, and what the network says of it when saved. */
export class Fooling {
  readonly #studio: Studio;
  readonly #attack: Latest<"fool">;
  readonly #judge: Latest<"judge">;
  /** Counts beginnings, so that what an earlier one still hears is not taken for news. */
  #round = 0;
  /** What `steps` are of. */
  #question: Question | null = null;

  /** The start and every step until now. */
  steps: readonly PastStep[] = $state.raw([]);
  /** The highest probability of each class on the way. */
  peaks: Float32Array = $state.raw(new Float32Array());
  /** The picture now; `null` before the first step. */
  #now: Tensor | null = $state.raw(null);
  verdict: Judgement | null = $state.raw(null);
  notes: readonly string[] = $state.raw([]);

  readonly sight: Sight | null = $derived.by(() => (this.#studio.isSeen ? this.#studio.sight.answer : null));
  /** What the network says of the picture itself. */
  readonly own: number | null = $derived.by(() => this.#studio.best);
  readonly labels: readonly string[] = $derived.by(() => this.#studio.info?.labels ?? []);
  /** The class to become. */
  readonly aim: number | null = $derived.by(() => {
    const { aim } = this.#studio.view;
    const named = aim === null ? null : classNamed(this.labels, aim);
    if (named !== null || !this.sight) return named;
    const ranked = top(this.sight.probabilities, 10).map(({ index }) => index);
    return farClass(this.labels, ranked);
  });
  /** The picture as the network sees it, and as it has become. */
  readonly before: Tensor | null = $derived.by(() => (this.sight ? toTensor(this.sight.seen) : null));
  readonly now: Tensor | null = $derived.by(() => this.#now ?? this.before);
  readonly last: PastStep | null = $derived.by(() => this.steps.at(-1) ?? null);
  /** What the network calls the saved picture. */
  readonly said: number | null = $derived.by(() =>
    this.verdict ? argmax(this.verdict.probabilities) : null,
  );
  readonly phase: Phase = $derived.by(() => {
    if (this.#attack.isBusy) return "running";
    if (this.#now === null) return "ready";
    return this.said !== null && this.said === this.aim ? "fooled" : "stopped";
  });
  readonly isJudging: boolean = $derived.by(() => this.#judge.isBusy);

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#attack = studio.latest("fool");
    this.#judge = studio.latest("judge");
  }

  /** Begins anew whenever the question is another one, and runs no longer than the component lives that calls it. */
  watch(): void {
    $effect(() => {
      const { network, picture } = this.#studio;
      const { aim } = this;
      untrack(() => {
        if (!this.#isOf(network, picture, aim)) this.reset();
      });
      return () => this.stop();
    });
  }

  /** Whether what there is answers that question; a class is not known before the network has seen the picture. */
  #isOf(network: Question["network"], picture: Question["picture"], aim: number | null): boolean {
    const asked = this.#question;
    if (!asked) return true;
    return asked.network === network && asked.picture === picture && (aim ?? asked.target) === asked.target;
  }

  choose(target: number): void {
    this.#studio.history.change({ aim: nameOfClass(this.labels, target) });
  }

  /** Begins, or goes on from where it was stopped; with what the view says now. */
  async go(): Promise<void> {
    const { aim } = this;
    if (aim === null || !this.sight) return;
    const round = ++this.#round;
    const { network, picture, view } = this.#studio;
    const from = this.#now;
    const done = this.last?.step ?? 0;
    this.#judge.cancel();
    this.verdict = null;
    this.#question = { network, picture, target: aim };
    const told = { attack: view.attack, settings: attackSettings(view), from };
    const answer = await this.#attack.ask({ ...this.#question, ...told }, (event) => {
      if (round !== this.#round || !("step" in event)) return;
      // Where it goes on, its first step is the last one before.
      if (from !== null && event.step === 0) return;
      const { pixels, ...past } = event;
      this.steps = [...this.steps, { ...past, step: done + past.step }];
      this.peaks = raised(this.peaks, past.probabilities);
      this.#now = pixels;
    });
    if (round !== this.#round || this.#now === null) return;
    if (answer) {
      this.#now = answer.pixels;
      this.notes = answer.notes;
    }
    this.verdict = await this.#judge.ask({ network, picture, pixels: this.#now });
  }

  stop(): void {
    this.#attack.cancel();
  }

  /** Back to the picture itself. */
  reset(): void {
    this.#round++;
    this.#attack.cancel();
    this.#judge.cancel();
    this.#question = null;
    this.#now = null;
    this.steps = [];
    this.peaks = new Float32Array();
    this.notes = [];
    this.verdict = null;
  }
}

export const foolingOf = kept((studio) => new Fooling(studio));
