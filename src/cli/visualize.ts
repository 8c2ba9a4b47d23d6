import { Command } from "commander";
import { RegardError } from "../errors.js";
import { findClass } from "../model/class-name.js";
import type { Model } from "../model/model.js";
import { uniqueSlug } from "../node/files.js";
import { openFolder } from "../node/folder.js";
import { saveSweep, saveVisualization } from "../node/save-visualization.js";
import { studyVisualization, sweep, type VisualizationStudy } from "../report/studies/visualization.js";
import { type RecipeName, recipeFor, recipes } from "../visualize/recipes.js";
import type { Target } from "../visualize/target.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, outOption, recipeHelp } from "./options.js";
import { choice, list, number, whole } from "./parse.js";
import { picturesAt } from "./pictures.js";
import { visualizationRecord } from "./records.js";
import { visualizationText, wording } from "./words.js";

interface Flags {
  readonly model: string;
  readonly recipe?: RecipeName;
  readonly rate?: number[];
  readonly steps?: number[];
  readonly l2?: number[];
  readonly from?: string;
  readonly layer?: string;
  readonly channel?: number[];
  readonly seed: number;
  readonly format: "gif" | "webp";
  readonly out: string;
}

/** `regard visualize`: what a network imagines. */
export function visualizeCommand(environment: Environment): Command {
  return new Command("visualize")
    .summary("make the picture that a network scores highest as a class")
    .description("Climbs a class's score from noise, or from a picture, and keeps pictures of the way.")
    .argument("[class...]", classHelp)
    .addOption(modelOption())
    .addOption(outOption())
    .addOption(choice("--recipe <name>", recipeHelp, Object.keys(recipes)))
    .option(
      "--rate <number,…>",
      "size of a step in the standardized input; several make a grid",
      list(number(0)),
    )
    .option("--steps <n,…>", "how many steps; several make a grid", list(whole(1)))
    .option("--l2 <number,…>", "weight λ of the penalty λ‖x‖²; several make a grid", list(number(0, true)))
    .option("--from <picture>", "start from this picture instead of noise")
    .option(
      "--layer <layer>",
      "climb channels of this layer instead of classes (`regard inspect` lists layers)",
    )
    .option("--channel <n,…>", "which of its channels", list(whole(0)))
    .option("--seed <n>", "of the random numbers", whole(0), 0)
    .addOption(choice("--format <name>", "of the animation", ["gif", "webp"]).default("gif"))
    .addHelpText(
      "after",
      example(
        "regard visualize tarantula --from hay.png --model models/squeezenet1_0 --out out",
        "Writes out/tarantula.png (the picture), out/tarantula.snapshots.png (the way there, with score and " +
          "probability at each step) and out/tarantula.gif. A grid (--rate 1,5,25 --steps 100,200) is written as " +
          "out/tarantula.sweep.png and its pictures.",
      ),
    )
    .action(async (classes: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      // The gradients of channels are of any size, so their climb goes by the direction alone.
      const usual = flags.layer === undefined ? recipeFor(flags.model) : "bestiary";
      const { recipe = usual, seed, rate, steps, l2, format } = flags;
      const grid = sweep(recipes[recipe], { rate, steps, l2 });
      const folder = await openFolder(flags.out, { onSaved: output.file, signal });
      await withExplainer(flags.model, job, async (explainer) => {
        const { model } = explainer;
        const targets = targetsOf(model, classes, flags);
        const [from = null] = flags.from === undefined ? [] : await picturesAt([flags.from], output);
        const taken = new Set<string>();
        for (const target of targets) {
          const studies: VisualizationStudy[] = [];
          for (const [i, settings] of grid.entries()) {
            const what = `${labelOf(model, target)}${grid.length > 1 ? `, ${i + 1} of ${grid.length}` : ""}`;
            const study = await studyVisualization(explainer, target, {
              ...{ recipe, settings, seed, from, signal },
              onProgress: (at) => progress.show(what, at),
            });
            for (const note of study.notes) output.note(`note: ${study.target.label}: ${note}`);
            output.result(visualizationRecord(study, model.name), visualizationText(study));
            studies.push(study);
          }
          const [only, ...others] = studies;
          const file = uniqueSlug(labelOf(model, target), taken);
          if (others.length > 0) await saveSweep(folder, studies, model.name, { file, wording });
          else if (only) await saveVisualization(folder, only, model.name, { file, format, wording });
        }
      });
    });
}

/** The classes that are named, or the channels of a layer. Throws `RegardError("usage")` where it is both or neither. */
function targetsOf(model: Model, classes: readonly string[], { layer, channel }: Flags): Target[] {
  if (layer === undefined && channel === undefined && classes.length > 0) {
    return classes.map((name) => findClass(model, name));
  }
  if (layer !== undefined && channel !== undefined && classes.length === 0) {
    return channel.map((each) => ({ layer, channel: each }));
  }
  throw new RegardError("usage", "name classes, or a --layer and its --channel");
}

const labelOf = (model: Model, target: Target): string =>
  typeof target === "number" ? (model.labels[target] ?? String(target)) : `${target.layer}:${target.channel}`;
