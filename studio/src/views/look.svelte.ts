import { argmax, type Heatmap, isSigned } from "regard";
import { coloringsOf } from "../draw/coloring.js";
import type { Coloring } from "../draw/paint.js";
import type { Latest } from "../state/latest.svelte.js";
import type { Studio } from "../state/studio.svelte.js";
import type { Jobs, LookWish, NetworkInfo, Sight } from "../worker/protocol.js";
import type { NetworkSource } from "../worker/sources.js";
import type { Told } from "../worker/told.js";
import { signed } from "./signed.js";

/** One picture with its map: who looks, for what, how. */
export interface Column {
  readonly network: NetworkSource;
  readonly info: NetworkInfo | null;
  readonly sight: Sight | null;
  readonly wish: LookWish | null;
  readonly look: Latest<"look">;
}

/** The map of a view and the one beside it, asked for as the view changes, on one scale. */
export class Looking {
  readonly #studio: Studio;
  readonly #look: Latest<"look">;
  readonly #lookBeside: Latest<"look">;
  readonly #describeBeside: Latest<"describe">;
  readonly #seeBeside: Latest<"see">;

  // Each part of the view for itself, so that a slider asks for no new map.
  readonly #method = $derived.by(() => this.#studio.view.method);
  readonly #settings = $derived.by(() => this.#studio.view.settings);
  readonly #beside = $derived.by(() => this.#studio.view.beside);
  readonly #besideMethod = $derived.by(() => this.#studio.view.besideMethod ?? this.#method);
  readonly #besideTarget = $derived.by(() => this.#studio.view.besideTarget);
  readonly #besideName = $derived.by(() => this.#studio.view.besideNetwork);

  readonly #wish: LookWish | null = $derived.by(() =>
    this.#wishFor(this.#studio.network, this.#studio.target, this.#method, this.#settings),
  );

  readonly #besideNetwork: NetworkSource = $derived.by(() => {
    const { network } = this.#studio;
    if (this.#beside !== "network" || this.#besideName === null) return network;
    return this.#studio.networkNamed(this.#besideName);
  });

  readonly #besideWish: LookWish | null = $derived.by(() => {
    const { target } = this.#studio;
    if (this.#beside === "nothing") return null;
    const of = this.#beside === "target" ? (this.#otherTarget ?? this.#runnerUp) : target;
    const isOther = this.#beside === "method" && this.#besideMethod !== this.#method;
    return isOther
      ? this.#wishFor(this.#besideNetwork, of, this.#besideMethod, {})
      : this.#wishFor(this.#besideNetwork, of, this.#method, this.#settings);
  });

  /** The class to compare with, where the network has it. */
  readonly #otherTarget = $derived.by(() => {
    const classes = this.#studio.info?.labels.length ?? Number.POSITIVE_INFINITY;
    return this.#besideTarget !== null && this.#besideTarget < classes ? this.#besideTarget : null;
  });

  /** The second most probable class: the first guess of what to compare with. */
  readonly #runnerUp: number | null = $derived.by(() => {
    const { sight, target } = this.#studio;
    if (!sight.answer || target === null) return null;
    const others = { ...sight.answer.scores, data: sight.answer.scores.data.slice() };
    others.data[target] = Number.NEGATIVE_INFINITY;
    return argmax(others);
  });

  readonly columns: readonly Column[] = $derived.by(() => {
    const { network, info, sight, isSeen } = this.#studio;
    const seen = isSeen ? sight.answer : null;
    const first = { network, info, sight: seen, wish: this.#wish, look: this.#look };
    if (this.#beside === "nothing") return [first];
    const other = this.#besideNetwork;
    const isSame = other === network;
    const second = {
      network: other,
      info: isSame ? info : fresh(this.#describeBeside, (asked) => asked.network === other),
      sight: isSame
        ? seen
        : fresh(
            this.#seeBeside,
            (asked) => asked.network === other && asked.picture === this.#studio.picture,
          ),
      wish: this.#besideWish,
      look: this.#lookBeside,
    };
    return [first, second];
  });

  /** The maps as they are drawn, `null` where one is not there yet. */
  readonly maps: readonly (Heatmap | null)[] = $derived.by(() =>
    this.columns.map(({ look, wish }) => {
      const isNear = look.asked?.picture === wish?.picture && look.asked?.network === wish?.network;
      // The one before stands until the next one comes, and no longer.
      const isShown = look.asked === wish || (isNear && look.isBusy);
      return look.answer && isShown ? signed(look.answer.map, this.#studio.view.sign) : null;
    }),
  );

  /** Asks anew for the map of a column, which was given up, or failed. */
  retry({ look, wish }: Column): void {
    ask(look, wish);
  }

  /** Whether what is asked for has values for and against, so that a sign can be chosen. */
  readonly isSigned = $derived.by(() =>
    this.columns.some(({ look }) => look.answer && isSigned(look.answer.map)),
  );

  /** How each map is colored; one color means one value in all that stand side by side, unless told otherwise. */
  readonly colorings: readonly Coloring[] = $derived.by(() => coloringsOf(this.maps, this.#studio.view));

  readonly isBusy = $derived.by(() => this.#look.isBusy || this.#lookBeside.isBusy);

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#look = studio.latest("look");
    this.#lookBeside = studio.latest("look");
    this.#describeBeside = studio.latest("describe");
    this.#seeBeside = studio.latest("see");
  }

  /** Asks for what the view needs, as long as the component lives that calls it. */
  watch(): void {
    $effect(() => ask(this.#look, this.#wish));
    $effect(() => ask(this.#lookBeside, this.#besideWish));
    $effect(() => {
      const [network, { network: first, picture }] = [this.#besideNetwork, this.#studio];
      if (network === first) return;
      this.#describeBeside.ask({ network });
      this.#seeBeside.ask({ network, picture });
    });
  }

  cancel(): void {
    this.#look.cancel();
    this.#lookBeside.cancel();
  }

  #wishFor(network: NetworkSource, target: number | null, method: string, settings: Told): LookWish | null {
    const { picture } = this.#studio;
    return target === null ? null : { network, picture, target, method, settings };
  }
}

function ask(look: Latest<"look">, wish: LookWish | null): void {
  if (wish) look.ask(wish);
  else look.cancel();
}

/** The answer, unless it answers something else than what the view asks. */
function fresh<Name extends "describe" | "see">(
  latest: Latest<Name>,
  isOf: (asked: Jobs[Name]["asked"]) => boolean,
): Jobs[Name]["answer"] | null {
  return latest.asked && isOf(latest.asked) ? latest.answer : null;
}
