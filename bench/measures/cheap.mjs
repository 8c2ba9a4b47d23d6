import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { large } from "../networks.mjs";
import { node } from "../run.mjs";
import { pairs } from "./pairs.mjs";

/** Value and gradient over forward, and the same for each picture of a batch, as one session and as Regard runs it. */
export function cheapGradient(bench) {
  for (const name of large) {
    const [single, batch] = [1, 8].map((size) => {
      const { ratio, ...more } = pairs(bench, name, { batch: size });
      bench.note(`${title(name)}: value and gradient over forward, batch ${size}`, ratio, 2.3, more);
      return more.milliseconds.gradient / size;
    });
    bench.note(`${title(name)}: per picture at batch 8 over batch 1, one session`, batch / single);
    const ratios = bench.each(() => node(["batch.mjs", bench.model(name), "8"]));
    bench.note(`${title(name)}: per picture at batch 8 over batch 1`, median(ratios), 1, { ratios });
  }
}
