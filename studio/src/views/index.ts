import type { Component } from "svelte";
import type { Studio } from "../state/studio.svelte.js";
import type { Activity } from "../state/view.js";

/** A view is loaded when it is opened first. */
export const views: Readonly<
  Record<Activity, () => Promise<{ readonly default: Component<{ studio: Studio }> }>>
> = {
  look: () => import("./Look.svelte"),
  dream: () => import("./Dream.svelte"),
};
