import { title } from "../bench.mjs";
import { large } from "../networks.mjs";
import { node } from "../run.mjs";

/** How far the scores, and value and gradient, are from the machine's peak, and how much more work the second is. */
export function distanceFromLimit(bench) {
  const limits = large.map((name) => node(["limit.mjs", bench.model(name)]));
  // The most that was seen: a busy machine only ever shows less.
  const peak = Math.max(...limits.map((limit) => limit.peak));
  for (const [i, name] of large.entries()) {
    const { forward, gradient, bandwidth } = limits[i];
    const times = bench.pair(name, { threads: 2 });
    const cost = { peak, bandwidth, forward, gradient };
    const overPeak = (time, { flops }) => time.median / 1000 / (flops / peak);
    bench.note(
      `${title(name)}: operations of value and gradient over forward`,
      gradient.flops / forward.flops,
      null,
      cost,
    );
    bench.note(`${title(name)}: forward over its operations at peak`, overPeak(times.forward, forward));
    bench.note(`${title(name)}: value and gradient over theirs at peak`, overPeak(times.gradient, gradient));
  }
}
