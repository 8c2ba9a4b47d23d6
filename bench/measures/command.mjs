import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { networks } from "../networks.mjs";
import { here } from "../run.mjs";

/** The whole process, over one that creates the same session and runs it once. */
export function wholeCommand(bench) {
  const name = "squeezenet";
  const model = bench.model(name);
  const { size } = networks[name];
  const file = join(model, "onnx", "model.onnx");
  const picture = here("../examples/pictures/cat.jpg");
  const out = join(bench.folder, "map");
  const times = bench.each(
    () => ({
      bare: milliseconds("bare-forward.mjs", file, `[1,3,${size},${size}]`),
      regard: milliseconds(
        "../dist/cli/main.js",
        "saliency",
        picture,
        "--model",
        model,
        "--out",
        out,
        "--quiet",
      ),
    }),
    2 * bench.rounds + 1,
  );
  const [regard, bare] = ["regard", "bare"].map((key) => median(times.map((of) => of[key])));
  bench.note(`${title(name)}: \`regard saliency\` over a bare forward process`, regard / bare, 1.5, {
    milliseconds: { regard, bare },
  });
}

function milliseconds(script, ...args) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [here(script), ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}
