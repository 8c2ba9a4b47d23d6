import { type AscentRecipe, type RecipeName, recipes, type Target } from "regard";
import type { Latest } from "../state/latest.svelte.js";
import type { Studio } from "../state/studio.svelte.js";
import type { DreamStart, DreamWish, LayerInfo } from "../worker/dream.js";

/** The numbers of a recipe that can be told. */
export const knobs = ["steps", "rate", "l2", "jitter", "blurEvery", "blurSigma"] as const;
export type Knob = (typeof knobs)[number];

const isRecipe = (name: string | null): name is RecipeName => name !== null && Object.hasOwn(recipes, name);

/** What the view asks to dream of, and how. */
export class Asking {
  readonly #studio: Studio;
  readonly #layers: Latest<"layers">;

  /** The layers of the view's network, `null` until they are known. */
  readonly layers: readonly LayerInfo[] | null = $derived.by(() =>
    this.#layers.asked?.network === this.#studio.network ? this.#layers.answer : null,
  );

  readonly layer: LayerInfo | null = $derived.by(
    () => this.layers?.find(({ name }) => name === this.#studio.view.layer) ?? null,
  );

  readonly channel: number = $derived.by(() =>
    Math.min(Math.trunc(this.#studio.view.channel), (this.layer?.shape[0] ?? 1) - 1),
  );

  readonly goal: Target | null = $derived.by(() => {
    const { view, target } = this.#studio;
    if (view.layer === null) return target;
    if (this.layers === null) return null;
    return this.layer ? { layer: this.layer.name, channel: this.channel } : target;
  });

  /** The recipe that fits: the gradients of channels are of any size, so their climb goes by the direction alone. */
  readonly usualRecipe: RecipeName = $derived.by(() =>
    this.layer ? "bestiary" : (this.#studio.info?.recipe ?? "tp8"),
  );

  readonly recipeName: RecipeName = $derived.by(() => {
    const { recipe } = this.#studio.view;
    return isRecipe(recipe) ? recipe : this.usualRecipe;
  });

  /** The recipe with what is told of it. */
  readonly recipe: AscentRecipe = $derived.by(() => {
    const { knobs: told } = this.#studio.view;
    const numbers = knobs.flatMap((knob) => (told[knob] === undefined ? [] : [[knob, Number(told[knob])]]));
    const normalized = told.normalized === undefined ? {} : { normalized: told.normalized === "true" };
    return { ...recipes[this.recipeName], ...Object.fromEntries(numbers), ...normalized };
  });

  readonly start: DreamStart = $derived.by(() => {
    const { view, picture } = this.#studio;
    if (view.start === "picture") return { kind: "picture", picture };
    return view.start === "drawing" ? { kind: "drawing", drawing: view.drawing } : { kind: "noise" };
  });

  /** The wish, as soon as it is known. */
  readonly wish: Omit<DreamWish, "after"> | null = $derived.by(() => {
    const { info, network, view } = this.#studio;
    const { goal, recipe, start } = this;
    return info && goal !== null
      ? { network, target: goal, recipe, seed: Math.trunc(view.seed), from: start }
      : null;
  });

  /** Equal for wishes of the same dream; none while there is no wish. */
  readonly key: string | null = $derived.by(() => {
    if (!this.wish) return null;
    const { network, from, ...others } = this.wish;
    return JSON.stringify([
      network.kind,
      network.name,
      from.kind === "picture" ? from.picture.key : from,
      others,
    ]);
  });

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#layers = studio.latest("layers");
  }

  /** Asks for the layers of the network, as long as the component lives that calls it. */
  watch(): void {
    $effect(() => void this.#layers.ask({ network: this.#studio.network }));
  }
}
