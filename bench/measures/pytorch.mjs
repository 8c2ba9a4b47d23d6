import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { large } from "../networks.mjs";
import { here, run } from "../run.mjs";

const python = process.env.PYTHON ?? "python3";

/** Each at its best thread count, in turn. */
export function againstPyTorch(bench) {
  if (spawnSync(python, ["-c", "import torch"]).status !== 0) {
    bench.leaveOut("PyTorch", `\`${python} -c 'import torch'\` fails here (PYTHON names another)`);
    return;
  }
  const counts = [...new Set([1, 2, availableParallelism()])];
  for (const name of large) {
    const best = counts.map((threads) => {
      const times = bench.each(() => {
        const given = ["--threads", threads, "--runs", bench.runs(name)].map(String);
        const pytorch = run(python, [here("pytorch.py"), name, ...given]).median;
        return { pytorch, regard: bench.pair(name, { threads, only: "gradient" }).gradient.median };
      });
      return {
        regard: median(times.map(({ regard }) => regard)),
        pytorch: median(times.map(({ pytorch }) => pytorch)),
      };
    });
    const [regard, pytorch] = ["regard", "pytorch"].map((key) => Math.min(...best.map((of) => of[key])));
    const goal = name === "squeezenet" ? 0.33 : 0.6;
    bench.note(`${title(name)}: value and gradient against PyTorch's`, regard / pytorch, goal, {
      milliseconds: { regard, pytorch },
    });
  }
}
