import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { node } from "../run.mjs";

/** What is built on gradients, over the gradients themselves. */
export function uses(bench) {
  const name = "squeezenet";
  const note = (what, goal, script, ...args) => {
    const ratios = bench.each(() => node([script, bench.model(name), ...args]));
    bench.note(`${title(name)}: ${what}`, median(ratios), goal, { ratios });
  };
  note("a step of class visualization over a gradient", 1.1, "step.mjs");
  note("64 noisy copies batched over 64 gradients", 0.9, "batch.mjs", "64");
}
