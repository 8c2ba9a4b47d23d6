import type { Studio } from "./studio.svelte.js";

/** Makes one of these for each studio, so that what was done in a view is there again when one comes back to it. */
export function kept<Doing extends object>(make: (studio: Studio) => Doing): (studio: Studio) => Doing {
  const all = new WeakMap<Studio, Doing>();
  return (studio) => {
    const known = all.get(studio);
    if (known) return known;
    let doing = {} as Doing;
    // Under a root of its own, what is derived outlives the component that asks first.
    $effect.root(() => {
      doing = make(studio);
    });
    all.set(studio, doing);
    return doing;
  };
}
