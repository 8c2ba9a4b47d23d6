import { title } from "../bench.mjs";
import { large } from "../networks.mjs";
import { node } from "../run.mjs";

/** Value and gradient over what each operator's takes alone, written in the fastest of all ways (bench/floor.mjs). */
export function distanceFromFloor(bench) {
  for (const name of large) {
    for (const batch of [1, 8]) {
      const runs = Math.ceil(bench.runs(name, batch) / 2);
      const { forward, floor, gradient, layers } = node([
        "floor.mjs",
        bench.model(name),
        ...["--batch", `${batch}`, "--runs", `${runs}`],
      ]);
      const what = `${title(name)}: kernels, batch ${batch}:`;
      bench.note(`${what} floor over forward`, floor / forward);
      bench.note(`${what} value and gradient over floor`, gradient / floor, 1.1, { layers });
    }
  }
}
