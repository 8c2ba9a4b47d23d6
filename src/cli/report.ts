import { Command, Option } from "commander";
import { attackRecipes, attacks } from "../attack/index.js";
import type { Explainer } from "../explainer.js";
import { isBuiltIn } from "../model/built-in.js";
import { openFolder } from "../node/folder.js";
import { makeReport } from "../node/report/make.js";
import type { ReportOptions } from "../node/report/options.js";
import { drawSamples, sampleClasses } from "../node/samples.js";
import { type Language, languages } from "../report/texts/texts.js";
import { saliencyMethods } from "../saliency/index.js";
import { recipeFor, recipes } from "../visualize/recipes.js";
import { commandLine } from "./command-line.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, pictureHelp, recipeHelp } from "./options.js";
import { choice, list, whole } from "./parse.js";
import { picturesAt } from "./pictures.js";

interface Flags
  extends Pick<ReportOptions, "recipe">,
    Required<Pick<ReportOptions, "method" | "attack" | "attackRecipe" | "seed">> {
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
    .argument(
      "[picture...]",
      `${pictureHelp}; without any, built-in pictures for a built-in network, only classes for another`,
    )
    .addOption(modelOption())
    .addOption(new Option("--out <folder>", "where the files go; made if it is missing").default("out"))
    .option(
      "--compare <model>",
      "a second model, shown beside the first in every part (without pictures and --model: bestiary-robust)",
    )
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
    .addOption(choice("--recipe <name>", recipeHelp, Object.keys(recipes)))
    .addHelpText(
      "after",
      example(
        "regard report hay.png quail.png --model models/squeezenet1_0 --lang fr --out out",
        "Writes out/index.html, complete in itself (pictures embedded, no script, nothing loaded from elsewhere), and " +
          "its figures beside it as PNG. At most three pictures are attacked. Without any argument: the built-in " +
          "pictures, an ordinary network and one that was trained under attack.",
      ),
    )
    .action(async (paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const { model, lang: language, class: classes, out, ...options } = flags;
      const isShow = paths.length === 0 && command.getOptionValueSource("model") === "default";
      const compare = flags.compare ?? (isShow ? "bestiary-robust" : undefined);
      const folder = await openFolder(out, { onSaved: output.file, signal });
      const isBuiltInShow = paths.length === 0 && isBuiltIn(model);
      const knowsSamples = isBuiltInShow && isBuiltIn(compare ?? model);
      const pictures = isBuiltInShow ? await drawSamples() : await picturesAt(paths, output);
      const write = async (explainers: readonly Explainer[]): Promise<void> => {
        const path = await makeReport(folder, explainers, pictures, {
          ...options,
          ...{
            language,
            recipe: flags.recipe ?? recipeFor(model),
            classes: classes ?? (knowsSamples ? sampleClasses : undefined),
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
