import { Command } from "commander";
import { attackRecipes, attacks } from "../attack/index.js";
import { RegardError } from "../errors.js";
import { findClass } from "../model/class-name.js";
import { attackInto } from "../node/attack-into.js";
import { uniqueSlug } from "../node/files.js";
import { openFolder } from "../node/folder.js";
import { type Environment, jobOf } from "./environment.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, needed, outOption, pictureHelp } from "./options.js";
import { choice, number, whole } from "./parse.js";
import { picturesAt } from "./pictures.js";
import { attackRecord } from "./records.js";
import { attackText, example, wording } from "./words.js";

interface Flags {
  readonly model: string;
  readonly target: string;
  readonly method: keyof typeof attacks;
  readonly recipe: keyof typeof attackRecipes;
  readonly rate?: number;
  readonly maxSteps?: number;
  readonly out: string;
}

/** `regard attack`: how little it takes to fool a network. */
export function attackCommand(environment: Environment): Command {
  return new Command("attack")
    .summary("change pictures so little that only the network notices")
    .description(
      "Changes each picture until the network takes it for another class, saves it as an 8-bit PNG, and says what " +
        "the network makes of that file when it is read again: that alone is success.",
    )
    .argument("<picture...>", pictureHelp)
    .addOption(modelOption())
    .addOption(needed("--target <class>", `what the network shall say: ${classHelp}`))
    .addOption(outOption())
    .addOption(choice("--method <name>", "how to attack", Object.keys(attacks)).default("ascent"))
    .addOption(
      choice(
        "--recipe <name>",
        "settings; tp8 follows the assignment: nothing keeps the pixels in their range",
        Object.keys(attackRecipes),
      ).default("standard"),
    )
    .option(
      "--rate <number>",
      "length of a step in the standardized input (default: the recipe's, 1)",
      number(0),
    )
    .option("--max-steps <n>", "how many steps at most (default: the recipe's, 100)", whole(0))
    .addHelpText(
      "after",
      example(
        "regard attack hay.png --target stingray --model models/squeezenet1_0 --out out",
        "Writes out/hay.fooled.png (the changed picture), out/hay.attack.png (original, fooled, difference, " +
          "difference × 10) and out/hay.attack.json (the numbers). Ends with 1 where a picture was not fooled.",
      ),
    )
    .action(async (paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const { method, recipe, rate, maxSteps } = flags;
      const settings = {
        ...attackRecipes[recipe],
        ...(rate === undefined ? {} : { rate }),
        ...(maxSteps === undefined ? {} : { maxSteps }),
      };
      const folder = await openFolder(flags.out, { onSaved: output.file, signal });
      const missed = await withExplainer(flags.model, job, async (explainer) => {
        const target = findClass(explainer.model, flags.target);
        const taken = new Set<string>();
        const unfooled: string[] = [];
        for (const picture of await picturesAt(paths, output)) {
          const file = uniqueSlug(picture.name, taken);
          const study = await attackInto(folder, explainer, picture, attacks[method].create(settings), {
            ...{ name: method, settings, target, file, wording, signal },
            onProgress: (at) => progress.show(`attack ${picture.name}`, at),
          });
          for (const note of study.notes) output.note(`note: ${picture.name}: ${note}`);
          const record = attackRecord(study, explainer.model.name);
          output.result(record, attackText(study));
          await folder.write(`${file}.attack.json`, "numbers", `${JSON.stringify(record, null, 2)}\n`);
          if (!study.success) unfooled.push(picture.name);
        }
        return unfooled;
      });
      if (missed.length > 0) {
        const hint = "try more --max-steps, a larger --rate or another --target";
        throw new RegardError("runtime", `not fooled: ${missed.join(", ")}; ${hint}`);
      }
    });
}
