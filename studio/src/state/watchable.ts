import type { Entry } from "../worker/protocol.js";
import type { Told } from "../worker/told.js";
import type { View } from "./view.js";

/** What attacks are told here unless somebody says otherwise: an ascent takes shorter steps than usual, so that it can be watched. */
const watchable: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ascent: { rate: 0.2, maxSteps: 300 },
};

/** What the attack of a view is told. */
export function attackSettings({ attack, attackSettings }: View): Told {
  const ours = Object.entries(watchable[attack] ?? {}).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(ours), ...attackSettings };
}

/** What an attack can be told, with what is usual here. */
export function settingsHere({ name: attack, settings }: Entry): Entry["settings"] {
  const here = Object.entries(settings).map(([name, setting]) => {
    const standard = watchable[attack]?.[name];
    const isNumber = setting.kind !== "choice" && setting.kind !== "layer";
    return [name, isNumber && standard !== undefined ? { ...setting, standard } : setting] as const;
  });
  return Object.fromEntries(here);
}
