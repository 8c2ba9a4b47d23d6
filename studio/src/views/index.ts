import type { Component } from "svelte";
import type { Studio } from "../state/studio.svelte.js";
import type { Activity } from "../state/view.js";
import { breath } from "../worker/breathing.js";

/** A view is loaded when it is opened first, both in turns of their own. */
export const views: Readonly<
  Record<Activity, () => Promise<{ readonly default: Component<{ studio: Studio }> }>>
> = {
  look: () => inTurn(() => import("./Look.svelte")),
  fool: () => inTurn(() => import("./Fool.svelte")),
  compare: () => inTurn(() => import("./Compare.svelte")),
  dream: () => inTurn(() => import("./Dream.svelte")),
};

async function inTurn<T>(load: () => Promise<T>): Promise<T> {
  await breath();
  const view = await load();
  await breath();
  return view;
}
