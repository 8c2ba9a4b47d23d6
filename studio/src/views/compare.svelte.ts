import type { Heatmap } from "regard";
import { untrack } from "svelte";
import { coloringsOf } from "../draw/coloring.js";
import type { Coloring } from "../draw/paint.js";
import { nameOfClass } from "../state/class-name.js";
import type { Studio } from "../state/studio.svelte.js";
import type { LookWish } from "../worker/protocol.js";
import { Side } from "./side.svelte.js";

export type Phase = "waiting" | "running" | "stopped" | "done";

/** Two networks before one picture, asked the same. */
export class Comparing {
  readonly #studio: Studio;
  readonly sides: readonly [Side, Side];
  phase: Phase = $state("waiting");
  /** Counts runs, so that one that was given up does not go on. */
  #round = 0;

  readonly first: Side;
  /** The class whose maps are compared, by name: the view's, or the first network's best. */
  readonly asked: string | null = $derived.by(() => {
    const target = this.#studio.view.target ?? this.first.best;
    return target === null || this.first.labels.length === 0 ? null : nameOfClass(this.first.labels, target);
  });
  /** The class to become and to dream of, by name. */
  readonly aim: string | null = $derived.by(() => {
    const { view } = this.#studio;
    const { first } = this;
    if (view.aim !== null && first.classNamed(view.aim) !== null) return view.aim;
    return first.far === null || first.labels.length === 0 ? null : nameOfClass(first.labels, first.far);
  });

  // Each part of the view for itself, so that a slider asks for nothing new.
  readonly #method = $derived.by(() => this.#studio.view.method);
  readonly #settings = $derived.by(() => this.#studio.view.settings);
  /** Equal as long as the question of a run is the same; `null` until both networks have seen the picture. */
  readonly #key: string | null = $derived.by(() => {
    const { network, against, attack, attackSettings, seed } = this.#studio.view;
    const isSeen = this.sides.every(({ sight, info }) => sight !== null && info !== null);
    const question = [this.#studio.picture.key, network, against, this.aim, attack, attackSettings, seed];
    return isSeen && this.aim !== null ? JSON.stringify(question) : null;
  });

  /** The maps as they are drawn, `null` where one is not there yet. */
  readonly maps: readonly (Heatmap | null)[] = $derived.by(() =>
    this.sides.map((side) => {
      const { look, network } = side;
      const isNear = look.asked?.picture === this.#studio.picture && look.asked.network === network;
      // The one before stands until the next one comes, and no longer.
      const isOf = isNear && (look.isBusy || look.asked?.target === side.classNamed(this.asked));
      return isOf ? (look.answer?.map ?? null) : null;
    }),
  );
  /** One color is one value in both, unless the view says otherwise. */
  readonly colorings: readonly Coloring[] = $derived.by(() => coloringsOf(this.maps, this.#studio.view));
  /** How much larger a change the second network needs than the first; `null` unless both are fooled by one. */
  readonly ratio: number | null = $derived.by(() => {
    const [a, b] = this.sides.map(({ isFooled, step }) => (isFooled && step ? step.l2 : 0));
    return a && b ? b / a : null;
  });

  /** Whether it waits for what nobody is asked any more. */
  readonly isStuck: boolean = $derived.by(
    () => this.phase === "waiting" && this.sides.some(({ isStuck }) => isStuck),
  );

  constructor(studio: Studio) {
    this.#studio = studio;
    const first = new Side(studio, () => studio.view.network);
    this.first = first;
    this.sides = [first, new Side(studio, () => studio.view.against)];
  }

  /** Asks for everything and runs anew whenever the question is another one, as long as the component lives that calls it. */
  watch(): void {
    for (const side of this.sides) {
      side.watch();
      $effect(() => {
        const wish = this.#wishFor(side);
        if (wish) side.look.ask(wish);
        else side.look.cancel();
      });
    }
    $effect(() => {
      if (this.#key !== null) untrack(() => this.run());
      return () => this.#end();
    });
  }

  /** Asks where both look for a class of one of them. */
  ask(side: Side, target: number): void {
    const name = nameOfClass(side.labels, target);
    const own = this.first.classNamed(name);
    if (own !== null) this.#studio.history.change({ target: own });
  }

  /** Fools both side by side, then lets them dream, one after the other. */
  async run(): Promise<void> {
    const round = ++this.#round;
    const targets = this.sides.map((side) => ({ side, target: side.classNamed(this.aim) }));
    const able = targets.flatMap(({ side, target }) => (target === null ? [] : [{ side, target }]));
    for (const side of this.sides) side.forget();
    this.phase = "running";
    const ends = await Promise.all(able.map(({ side, target }) => side.fool(target)));
    let isWhole = ends.every(Boolean);
    for (const { side, target } of able) {
      if (isWhole && round === this.#round) isWhole = await side.dream(target);
    }
    if (round === this.#round) this.phase = isWhole ? "done" : "stopped";
  }

  /** Runs anew, and asks for what was given up before that, or failed. */
  async again(): Promise<void> {
    for (const [i, side] of this.sides.entries()) {
      side.retry();
      const wish = this.#wishFor(side);
      if (wish && !this.maps[i] && !side.look.isBusy) void side.look.ask(wish);
    }
    // Without it, the run begins as soon as both have seen the picture.
    if (this.#key !== null) await this.run();
  }

  stop(): void {
    for (const side of this.sides) side.stop();
  }

  #end(): void {
    this.#round++;
    this.stop();
  }

  #wishFor(side: Side): LookWish | null {
    const { picture } = this.#studio;
    const target = side.classNamed(this.asked);
    if (target === null) return null;
    return { network: side.network, picture, target, method: this.#method, settings: this.#settings };
  }
}
