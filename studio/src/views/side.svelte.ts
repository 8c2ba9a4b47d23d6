import { type AttackStep, argmax, type Image, recipeFor, recipes, type Tensor, top, toTensor } from "regard";
import { classNamed, farClass } from "../state/class-name.js";
import type { Latest } from "../state/latest.svelte.js";
import type { Studio } from "../state/studio.svelte.js";
import { attackSettings } from "../state/watchable.js";
import type { DreamStep } from "../worker/dream.js";
import type { NetworkInfo, Sight } from "../worker/protocol.js";
import type { NetworkSource } from "../worker/sources.js";

/** Steps of a dream that is looked at beside another: a first sight of what a longer one brings. */
export const dreamSteps = 80;

/** One of the networks that are compared: what it says, where it looks, how it is fooled, what it dreams of. */
export class Side {
  readonly #studio: Studio;
  readonly #name: () => string;
  readonly #describe: Latest<"describe">;
  readonly #see: Latest<"see">;
  readonly #attack: Latest<"fool">;
  readonly #judge: Latest<"judge">;
  readonly #dream: Latest<"dream">;
  readonly look: Latest<"look">;

  /** How far the attack has come, and what it has made of the picture. */
  step: AttackStep | null = $state.raw(null);
  #changed: Tensor | null = $state.raw(null);
  /** Whether the network takes the saved picture for the class; `null` while that is not known. */
  isFooled: boolean | null = $state(null);
  dreamStep: DreamStep | null = $state.raw(null);
  dreamt: Image | null = $state.raw(null);

  readonly network: NetworkSource = $derived.by(() => this.#studio.networkNamed(this.#name()));
  readonly info: NetworkInfo | null = $derived.by(() =>
    this.#describe.asked?.network === this.network ? this.#describe.answer : null,
  );
  readonly sight: Sight | null = $derived.by(() => {
    const { asked, answer } = this.#see;
    return asked?.network === this.network && asked.picture === this.#studio.picture ? answer : null;
  });
  readonly labels: readonly string[] = $derived.by(() => this.info?.labels ?? []);
  /** The class that the network finds most probable. */
  readonly best: number | null = $derived.by(() => (this.sight ? argmax(this.sight.scores) : null));
  /** A class that is worth becoming where the view names none. */
  readonly far: number | null = $derived.by(() => {
    if (!this.sight) return null;
    return farClass(
      this.labels,
      top(this.sight.probabilities, 10).map(({ index }) => index),
    );
  });
  readonly before: Tensor | null = $derived.by(() => (this.sight ? toTensor(this.sight.seen) : null));
  readonly now: Tensor | null = $derived.by(() => this.#changed ?? this.before);
  readonly isBusy: boolean = $derived.by(() => this.#attack.isBusy || this.#judge.isBusy);

  /** Whether who the network is or what it says was given up, or failed. */
  readonly isStuck: boolean = $derived.by(
    () => (this.info === null && !this.#describe.isBusy) || (this.sight === null && !this.#see.isBusy),
  );

  constructor(studio: Studio, name: () => string) {
    this.#studio = studio;
    this.#name = name;
    this.#describe = studio.latest("describe");
    this.#see = studio.latest("see");
    this.#attack = studio.latest("fool");
    this.#judge = studio.latest("judge");
    this.#dream = studio.latest("dream");
    this.look = studio.latest("look");
  }

  /** Asks who the network is and what it says, as long as the component lives that calls it. */
  watch(): void {
    $effect(() => this.#askInfo());
    $effect(() => this.#askSight());
  }

  /** Asks anew for what was given up of that, or failed. */
  retry(): void {
    if (this.info === null && !this.#describe.isBusy) this.#askInfo();
    if (this.sight === null && !this.#see.isBusy) this.#askSight();
  }

  #askInfo(): void {
    void this.#describe.ask({ network: this.network });
  }

  #askSight(): void {
    void this.#see.ask({ network: this.network, picture: this.#studio.picture });
  }

  /** The network's own class of that name; `null` where it has none. */
  classNamed(name: string | null): number | null {
    return name === null ? null : classNamed(this.labels, name);
  }

  /** Changes the picture until it is taken for the class; gives whether that came to an end. */
  async fool(target: number): Promise<boolean> {
    const { network } = this;
    const { picture, view } = this.#studio;
    const wish = {
      network,
      picture,
      target,
      attack: view.attack,
      settings: attackSettings(view),
      from: null,
    };
    const answer = await this.#attack.ask(wish, (event) => {
      if (!("step" in event)) return;
      this.step = event;
      this.#changed = event.pixels;
    });
    if (!answer) return false;
    this.#changed = answer.pixels;
    const judgement = await this.#judge.ask({ network, picture, pixels: answer.pixels });
    this.isFooled = judgement && argmax(judgement.probabilities) === target;
    return judgement !== null;
  }

  /** Pictures the class, from the same noise for every network; gives whether that came to an end. */
  async dream(target: number): Promise<boolean> {
    const recipe = { ...recipes[recipeFor(this.info?.name ?? "")], steps: dreamSteps };
    const { seed } = this.#studio.view;
    const from = { kind: "noise" } as const;
    const wish = { network: this.network, target, recipe, seed: Math.trunc(seed), from, after: -1 };
    const answer = await this.#dream.ask(wish, (event) => {
      if (!("step" in event)) return;
      this.dreamStep = event;
      this.dreamt = event.picture ?? this.dreamt;
    });
    return answer !== null;
  }

  /** Gives up what takes long; what there is stays. */
  stop(): void {
    this.#attack.cancel();
    this.#judge.cancel();
    this.#dream.cancel();
  }

  forget(): void {
    this.step = null;
    this.#changed = null;
    this.isFooled = null;
    this.dreamStep = null;
    this.dreamt = null;
  }
}
