import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { large } from "../networks.mjs";

/** Differentiating, simplifying, writing and creating, over creating the forward session. */
export function compileTime(bench) {
  for (const name of large) {
    const ratios = bench.each(() => {
      const { forward, gradient, written } = bench.pair(name, { runs: 1 });
      return (written + gradient.created) / forward.created;
    });
    bench.note(`${title(name)}: compiling a question over creating a session`, median(ratios), 2);
  }
}
