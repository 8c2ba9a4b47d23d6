import type { NetworkInfo, Registries } from "../worker/protocol.js";
import { classNamed } from "./class-name.js";
import { readView, type View } from "./view.js";

const usual = readView("");

interface Named {
  readonly name: string;
}

/** What there is to be named; of the registries nothing where they cannot be had. */
interface Known extends Partial<Pick<Registries, "methods" | "attacks" | "recipes">> {
  readonly networks: readonly Named[];
  readonly hasWebGpu: boolean;
}

/** What to change where a view names what is not here, and the names. */
export interface Correction {
  readonly patch: Partial<View>;
  readonly unknown: readonly string[];
}

/** A name that means nothing, and what to take instead. */
type Wrong = readonly [name: string, patch: Partial<View>];

const correction = (wrong: readonly Wrong[]): Correction => ({
  patch: Object.assign({}, ...wrong.map(([, patch]) => patch)),
  unknown: wrong.map(([name]) => name),
});

/** What is not here whatever the network, but for the picture and the network themselves. */
export function corrected(view: View, { methods, attacks, recipes, networks, hasWebGpu }: Known): Correction {
  const wrong = (
    field: "method" | "besideMethod" | "attack" | "recipe" | "against" | "besideNetwork",
    among: readonly Named[] | undefined,
    patch: Partial<View> = {},
  ): Wrong[] => {
    const asked = view[field];
    if (asked === null || !among || among.some(({ name }) => name === asked)) return [];
    return [[asked, { [field]: usual[field], ...patch }]];
  };
  return correction([
    ...wrong("method", methods, { settings: usual.settings }),
    ...wrong("besideMethod", methods),
    ...wrong("attack", attacks, { attackSettings: usual.attackSettings }),
    ...wrong("recipe", recipes, { knobs: usual.knobs }),
    ...wrong("against", networks),
    ...wrong("besideNetwork", networks),
    ...(view.runtime === "webgpu" && !hasWebGpu ? [["WebGPU", { runtime: usual.runtime }] as const] : []),
  ]);
}

/** What the view's network does not have: classes, by index or by name, and a layer. */
export function correctedFor(
  { target, aim, layer }: Pick<View, "target" | "aim" | "layer">,
  { labels, layers }: Pick<NetworkInfo, "labels" | "layers">,
): Correction {
  const wrong: Wrong[] = [];
  if (target !== null && target >= labels.length) wrong.push([String(target), { target: usual.target }]);
  if (aim !== null && classNamed(labels, aim) === null) wrong.push([aim, { aim: usual.aim }]);
  if (layer !== null && !layers.some(({ name }) => name === layer))
    wrong.push([layer, { layer: usual.layer, channel: usual.channel }]);
  return correction(wrong);
}
