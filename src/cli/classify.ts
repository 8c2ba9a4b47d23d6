import { Command } from "commander";
import { classify } from "../report/studies/classification.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { modelOption, pictureHelp } from "./options.js";
import { whole } from "./parse.js";
import { notePreprocessing, picturesAt } from "./pictures.js";
import { format } from "./words.js";

interface Flags {
  readonly model: string;
  readonly top: number;
}

/** `regard classify`: the most probable classes of pictures. */
export function classifyCommand(environment: Environment): Command {
  return new Command("classify")
    .summary("what a network says of pictures")
    .description("Prints the most probable classes of each picture.")
    .argument("<picture...>", pictureHelp)
    .addOption(modelOption())
    .option("--top <n>", "how many classes", whole(1), 5)
    .addHelpText(
      "after",
      example(
        "regard classify hay.png quail.png --model models/squeezenet1_0 --top 3",
        "Prints, best first, probability, name and index of three classes for each picture; writes no file.",
      ),
    )
    .action(async (paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      await withExplainer(flags.model, job, async (explainer) => {
        const pictures = await picturesAt(paths, output);
        const results = await classify(explainer, pictures, flags.top, {
          signal,
          onProgress: (at) => progress.show("classify", at),
        });
        await notePreprocessing(explainer, pictures, job);
        for (const { picture, top } of results) {
          const lines = top.map(
            ({ index, label, probability }) =>
              `  ${format.percent(probability).padStart(7)}  ${label} (${index})`,
          );
          output.result(
            { type: "classification", picture, model: explainer.model.name, top },
            [picture, ...lines].join("\n"),
          );
        }
      });
    });
}
