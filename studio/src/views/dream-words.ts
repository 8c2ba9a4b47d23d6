import type { Studio } from "../state/studio.svelte.js";
import { words } from "../texts/words.svelte.js";
import type { Asking } from "./dream-wish.svelte.js";

/** What people call what is dreamed of. */
export function goalTitle({ info, target }: Studio, { goal }: Asking): string {
  if (goal !== null && typeof goal !== "number") return words.t.dream.channelOf(goal.layer, goal.channel);
  return target === null ? "" : (info?.labels[target] ?? `class ${target}`);
}

export const recipeTitle = ({ recipeName }: Asking): string =>
  words.t.dream.recipeTitles[recipeName] ?? recipeName;
