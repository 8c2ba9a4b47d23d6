import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { large } from "../networks.mjs";

/** The peak of a process that only takes gradients, over that of one that only runs forward. */
export function peakMemory(bench) {
  for (const name of large) {
    const [forward, gradient] = ["forward", "gradient"].map((only) =>
      median(bench.each(() => bench.pair(name, { runs: 3, only }).peak)),
    );
    bench.note(`${title(name)}: peak memory over the forward session's`, gradient / forward, 2.5, {
      megabytes: { forward: forward / 1e6, gradient: gradient / 1e6 },
    });
  }
}
