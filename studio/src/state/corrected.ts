import type { Registries } from "../worker/protocol.js";
import { readView, type View } from "./view.js";

const usual = readView("");

/** What to change where a view names methods, attacks or recipes that there are none of, and their names. */
export function corrected(
  view: View,
  registries: Registries | null,
): { readonly patch: Partial<View>; readonly unknown: readonly string[] } {
  const patches: Partial<View>[] = [];
  const unknown: string[] = [];
  const check = (
    field: "method" | "besideMethod" | "attack" | "recipe",
    among: readonly { readonly name: string }[],
    patch: Partial<View> = {},
  ): void => {
    const asked = view[field];
    if (asked === null || among.some(({ name }) => name === asked)) return;
    unknown.push(asked);
    patches.push({ [field]: usual[field], ...patch });
  };
  if (registries) {
    check("method", registries.methods, { settings: usual.settings });
    check("besideMethod", registries.methods);
    check("attack", registries.attacks, { attackSettings: usual.attackSettings });
    check("recipe", registries.recipes, { knobs: usual.knobs });
  }
  return { patch: Object.assign({}, ...patches), unknown };
}
