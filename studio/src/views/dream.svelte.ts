import { untrack } from "svelte";
import { kept } from "../state/kept.svelte.js";
import type { Latest } from "../state/latest.svelte.js";
import type { Studio } from "../state/studio.svelte.js";
import type { View } from "../state/view.js";
import type { DreamStep } from "../worker/dream.js";
import { Asking } from "./dream-wish.svelte.js";
import { Pins } from "./pins.svelte.js";

/** A step whose picture was kept. */
export type Frame = DreamStep & { readonly picture: NonNullable<DreamStep["picture"]> };

/** How long settings rest before a dream begins by them, in milliseconds: a slider passes many. */
const rest = 250;

/** The dream that the view asks for: begun as the view changes, stopped, gone on with, scrubbed. */
export class Dreaming {
  readonly asking: Asking;
  readonly pins = new Pins();
  readonly #studio: Studio;
  readonly #dream: Latest<"dream">;
  /** What is known of the dream, from its start on. */
  steps: readonly DreamStep[] = $state.raw([]);
  notes: readonly string[] = $state.raw([]);
  /** The dream that `steps` are of. */
  #key: string | null = $state(null);
  #isStopped = $state(false);
  /** How often the view has turned to something else. */
  #round = 0;

  readonly frames: readonly Frame[] = $derived.by(() =>
    this.steps.filter((step): step is Frame => step.picture !== null),
  );
  readonly last: DreamStep | null = $derived.by(() => this.steps.at(-1) ?? null);
  readonly isRunning = $derived.by(() => this.#dream.isBusy);
  readonly isDone = $derived.by(
    () => this.#key === this.asking.key && this.last?.step === this.asking.recipe.steps,
  );
  /** Whether it stands still on its way. */
  readonly isStopped = $derived.by(() => this.#isStopped && !this.isRunning && !this.isDone);

  /** The frame that the view names, or the newest. */
  readonly shown: Frame | null = $derived.by(() => {
    const { step } = this.#studio.view;
    const until = step === null ? this.frames : this.frames.filter((frame) => frame.step <= step);
    return until.at(-1) ?? this.frames[0] ?? null;
  });

  constructor(studio: Studio) {
    this.#studio = studio;
    this.asking = new Asking(studio);
    this.#dream = studio.latest("dream");
  }

  /** Dreams what the view asks for, as long as the component lives that calls it. */
  watch(): void {
    this.asking.watch();
    $effect(() => {
      const { key } = this.asking;
      if (key === null) return;
      const wait = untrack(() => this.#waitFor(key));
      if (wait === null) return;
      const timer = setTimeout(() => this.#go(key), wait);
      return () => {
        clearTimeout(timer);
        this.#round++;
        this.#dream.cancel();
      };
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#dream.cancel();
  }

  goOn(): void {
    if (this.asking.key !== null) this.#go(this.asking.key);
  }

  /** Changes what is dreamed; the newest picture is shown again. */
  change(patch: Partial<View>, options?: { readonly drag?: boolean }): void {
    this.#studio.history.change({ step: null, ...patch }, options);
  }

  /** Milliseconds until the dream begins or goes on; `null` where it is done or was stopped. */
  #waitFor(key: string): number | null {
    if (this.#key === null) return 0;
    if (this.#key !== key) return rest;
    return this.isDone || this.#isStopped ? null : 0;
  }

  async #go(key: string): Promise<void> {
    const { wish } = this.asking;
    if (!wish) return;
    if (key !== this.#key) {
      this.steps = [];
      this.notes = [];
    }
    this.#key = key;
    this.#isStopped = false;
    const after = this.last?.step ?? -1;
    const round = this.#round;
    const end = await this.#dream.ask({ ...wish, after }, (event) => {
      // A worker that was replaced begins again with what is known.
      if (event.kind === "step" && event.step > (this.last?.step ?? -1)) this.steps = [...this.steps, event];
    });
    if (this.#round !== round) return;
    if (end) this.notes = end.notes;
    // Somebody gave it up, or it failed, unless another has begun.
    else if (!this.#dream.isBusy) this.#isStopped = true;
  }
}

export const dreamingOf = kept((studio) => new Dreaming(studio));
