import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { large } from "../networks.mjs";

/** Differentiating, simplifying, writing and creating, over creating that session alone, and over creating the forward one. */
export function compileTime(bench) {
  for (const name of large) {
    const times = bench.each(() => {
      const { forward, gradient, written } = bench.pair(name, { runs: 1 });
      return { compiled: written + gradient.created, own: gradient.created, forward: forward.created };
    });
    const over = (key) => median(times.map(({ compiled, [key]: created }) => compiled / created));
    const what = `${title(name)}: compiling a question over creating`;
    bench.note(`${what} its session`, over("own"), 2);
    bench.note(`${what} the forward session`, over("forward"), 2);
  }
}
