import type { Registries } from "../worker/protocol.js";
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

/** What to change where a view names what is not here, but for its picture and its network, and the names. */
export function corrected(
  view: View,
  { methods, attacks, recipes, networks, hasWebGpu }: Known,
): { readonly patch: Partial<View>; readonly unknown: readonly string[] } {
  const patches: Partial<View>[] = [];
  const unknown: string[] = [];
  const check = (
    field: "method" | "besideMethod" | "attack" | "recipe" | "against" | "besideNetwork",
    among: readonly Named[] | undefined,
    patch: Partial<View> = {},
  ): void => {
    const asked = view[field];
    if (asked === null || !among || among.some(({ name }) => name === asked)) return;
    unknown.push(asked);
    patches.push({ [field]: usual[field], ...patch });
  };
  check("method", methods, { settings: usual.settings });
  check("besideMethod", methods);
  check("attack", attacks, { attackSettings: usual.attackSettings });
  check("recipe", recipes, { knobs: usual.knobs });
  check("against", networks);
  check("besideNetwork", networks);
  if (view.runtime === "webgpu" && !hasWebGpu) {
    unknown.push("WebGPU");
    patches.push({ runtime: usual.runtime });
  }
  return { patch: Object.assign({}, ...patches), unknown };
}
