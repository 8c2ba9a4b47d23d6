import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { here, node } from "../run.mjs";

/** The whole process, over one that creates the same session, or only the forward one, and runs it once. */
export function wholeCommand(bench) {
  const name = "squeezenet";
  const model = bench.model(name);
  const file = join(model, "onnx", "model.onnx");
  const picture = here("../examples/pictures/cat.jpg");
  const question = join(bench.folder, "question.onnx");
  const { location, dims } = node(["write-question.mjs", model, question]);
  const shape = JSON.stringify(dims);
  const out = ["--out", join(bench.folder, "map")];
  const same = [question, shape, file, location];
  const commands = {
    same: ["bare-run.mjs", ...same],
    watched: ["watched-run.mjs", ...same],
    forward: ["bare-run.mjs", file, shape],
    regard: ["../dist/cli/main.js", "saliency", picture, "--model", model, ...out, "--quiet"],
  };
  const times = bench.each(
    () => Object.fromEntries(Object.entries(commands).map(([key, args]) => [key, timeOf(...args)])),
    2 * bench.rounds + 1,
  );
  const milliseconds = Object.fromEntries(
    Object.keys(commands).map((key) => [key, median(times.map((of) => of[key]))]),
  );
  const over = (key, other) => milliseconds[key] / milliseconds[other];
  const what = `${title(name)}: \`regard saliency\` over a bare process,`;
  bench.note(`${what} same session`, over("regard", "same"), 1.5, { milliseconds });
  bench.note(`${what} forward`, over("regard", "forward"));
  bench.note(`${title(name)}: a bare process that another watches over one alone`, over("watched", "same"));
}

/** In milliseconds. */
function timeOf(script, ...args) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [here(script), ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}
