import { Command } from "commander";
import { attackRecipes, attacks } from "../attack/index.js";
import type { Explainer } from "../explainer.js";
import { openFolder } from "../node/folder.js";
import { makeReport } from "../node/report/make.js";
import type { ReportOptions } from "../node/report/options.js";
import { type Language, languages } from "../report/texts/texts.js";
import { saliencyMethods } from "../saliency/index.js";
import { recipes } from "../visualize/recipes.js";
import { commandLine } from "./command-line.js";
import { type Environment, jobOf } from "./environment.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, outOption, pictureHelp } from "./options.js";
import { choice, list, whole } from "./parse.js";
import { picturesAt } from "./pictures.js";
import { example } from "./words.js";

interface Flags
  extends Required<Pick<ReportOptions, "method" | "attack" | "attackRecipe" | "recipe" | "seed">> {
  readonly model: string;
  readonly compare?: string;
  readonly lang: Language;
  readonly target?: string;
  readonly class?: string[];
  readonly steps?: number;
  readonly out: string;
}

/** `regard report`: the three questions on one page. */
export function reportCommand(environment: Environment): Command {
  return new Command("report")
    .summary("all three questions in one HTML file")
    .description(
      "Writes a report on a network, or on two side by side: saliency, fooling, class visualization.",
    )
    .argument("[picture...]", `${pictureHelp}; without any, only classes are visualized`)
    .addOption(modelOption())
    .addOption(outOption())
    .option("--compare <path>", "a second model, shown beside the first in every part")
    .addOption(choice("--lang <code>", "language of the report", Object.keys(languages)).default("en"))
    .option("--target <class>", `the class to fool the network into (default: stingray, or an unlikely one)`)
    .option("--class <class,…>", `the classes to visualize: ${classHelp}`, list(String))
    .option("--steps <n>", "steps of each visualization (default: the recipe's)", whole(1))
    .option("--seed <n>", "of the random numbers", whole(0), 0)
    .addOption(choice("--method <name>", "saliency method", Object.keys(saliencyMethods)).default("gradient"))
    .addOption(choice("--attack <name>", "attack", Object.keys(attacks)).default("ascent"))
    .addOption(
      choice("--attack-recipe <name>", "its settings", Object.keys(attackRecipes)).default("standard"),
    )
    .addOption(
      choice("--recipe <name>", "settings of the visualization", Object.keys(recipes)).default("tp8"),
    )
    .addHelpText(
      "after",
      example(
        "regard report hay.png quail.png --model models/squeezenet1_0 --lang fr --out out",
        "Writes out/index.html, complete in itself (pictures embedded, no script, nothing loaded from elsewhere), and " +
          "its figures beside it as PNG. At most three pictures are attacked; a minute or so for SqueezeNet.",
      ),
    )
    .action(async (paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const { model, compare, lang: language, class: classes, out, ...options } = flags;
      const folder = await openFolder(out, { onSaved: output.file, signal });
      const pictures = await picturesAt(paths, output);
      const write = async (explainers: readonly Explainer[]): Promise<void> => {
        const path = await makeReport(folder, explainers, pictures, {
          ...options,
          ...{
            language,
            classes,
            signal,
            onProgress: progress.show,
            onNote: (note) => output.note(`note: ${note}`),
          },
          command: commandLine(environment.args),
        });
        const names = explainers.map((explainer) => explainer.model.name);
        const record = { type: "report", path, models: names, pictures: pictures.length, language } as const;
        output.result(record, `the report is ${path}`);
      };
      await withExplainer(model, job, (first) =>
        compare === undefined
          ? write([first])
          : withExplainer(compare, job, (second) => write([first, second])),
      );
    });
}
