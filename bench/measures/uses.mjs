import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { node } from "../run.mjs";

/** What is built on gradients, over the gradients themselves. */
export function uses(bench) {
  const name = "squeezenet";
  const each = bench.each(() => node(["uses.mjs", bench.model(name)]));
  const note = (what, key, goal) =>
    bench.note(`${title(name)}: ${what}`, median(each.map((result) => result[key])), goal);
  note("a step of class visualization over a gradient", "step", 1.1);
  note("64 noisy copies batched over 64 gradients", "copies", 0.9);
}
