import { Command } from "commander";
import { RegardError } from "../errors.js";
import { readText } from "../node/read-text.js";
import { className } from "../report/studies/class-score.js";
import { assignment, type Published, readPublished } from "../verify/published.js";
import { type VerifiedFigure, verifyFigures } from "../verify/verify.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { modelHelp, pictureHelp } from "./options.js";
import { picturesAt } from "./pictures.js";
import { table } from "./table.js";
import { format } from "./words.js";

interface Flags {
  readonly model?: string;
}

/** `regard verify`: are these the numbers that were published? */
export function verifyCommand(environment: Environment): Command {
  return new Command("verify")
    .summary("make published figures again and compare the numbers")
    .description(
      "Classifies pictures and fools the network with recipe tp8, and compares with published numbers, those of the " +
        "assignment or of a JSON file (docs/models.md): the probability of the class to 0.1%, of the target at the end to 2%, " +
        "the number of updates to a tenth.",
    )
    .argument("<figures>", "`assignment`, or a JSON file of published numbers")
    .argument("<picture...>", `all pictures in their order, or their folder; ${pictureHelp}`)
    .option("--model <model>", `${modelHelp} (default: the one that the figures were made with)`)
    .addHelpText(
      "after",
      example(
        "regard verify assignment pictures/",
        "Prints each figure's numbers, published and made here; writes no file. Ends with 1 where one differs.",
      ),
    )
    .action(async (figures: string, paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const published = await publishedAs(figures);
      await withExplainer(flags.model ?? published.model, job, async (explainer) => {
        const { model } = explainer;
        const pictures = await picturesAt(paths, output);
        const verified = await verifyFigures(
          explainer,
          pictures.map(({ image }) => image),
          published,
          { signal, onProgress: (at) => progress.show("verify", at) },
        );
        const target = className(model, published.target);
        const named = verified.map((figure) => ({
          figure,
          picture: pictures[figure.published.picture]?.name ?? "",
          class: className(model, figure.published.class),
        }));
        const lines = table([heading, ...named.map(({ figure, picture }) => row(picture, figure))]).split(
          "\n",
        );
        for (const [i, { figure, ...names }] of named.entries()) {
          const record = { type: "verification", model: model.name, ...names, target, ...figure } as const;
          output.result(record, [...(i === 0 ? [lines[0]] : []), lines[i + 1]].join("\n"));
        }
        const others = named.filter(({ figure }) => !figure.isSame);
        if (others.length === 0) return;
        const names = others.map(({ picture }) => picture).join(", ");
        throw new RegardError(
          "runtime",
          `not as published: ${names}; is it the same network, and are these its pictures?`,
        );
      });
    });
}

const publishedAs = async (figures: string): Promise<Published> =>
  figures === "assignment" ? assignment : readPublished(await readText(figures), figures);

const heading = ["picture", "P(class)", "published", "updates", "published", "P(target)", "published", ""];

const row = (
  picture: string,
  { published, probability, steps, fooled, isSame }: VerifiedFigure,
): string[] => [
  picture,
  ...[probability, published.probability].map(percent),
  ...[steps, published.steps].map(String),
  ...[fooled, published.fooled].map(percent),
  isSame ? "as published" : "differs",
];

const percent = (probability: number): string => `${format.fixed(100 * probability, 2)}%`;
