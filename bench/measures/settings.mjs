import { title } from "../bench.mjs";
import { median } from "../median.mjs";

const session = (options) => ({ session: JSON.stringify(options) });
const changes = {
  "idle threads spin": { spinning: 1 },
  "1 thread instead of 2": { threads: 1 },
  "no memory arena": session({ enableCpuMemArena: false }),
  "no memory pattern": session({ enableMemPattern: false }),
  "graph optimization extended": session({ graphOptimizationLevel: "extended" }),
  "graph optimization basic": session({ graphOptimizationLevel: "basic" }),
};

/** Value and gradient by other settings of ONNX Runtime over Regard's own, a process each, in turn; and what a first run costs. */
export function runtimeSettings(bench) {
  for (const name of ["squeezenet", "mobilenet"]) {
    const time = (options) => bench.pair(name, { only: "gradient", threads: 2, ...options }).gradient;
    const each = bench.each(() => {
      const usual = time({});
      const changed = Object.entries(changes).map(([what, options]) => [
        what,
        time(options).median / usual.median,
      ]);
      return { "first run over later ones": usual.first / usual.median, ...Object.fromEntries(changed) };
    });
    for (const what of Object.keys(each[0])) {
      bench.note(`${title(name)}: ${what}`, median(each.map((ratios) => ratios[what])));
    }
  }
}
