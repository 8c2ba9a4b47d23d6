import { Command } from "commander";
import { type AttackEntry, type AttackName, attackRecipes, attacks } from "../attack/index.js";
import { RegardError } from "../errors.js";
import { findClass } from "../model/class-name.js";
import { attackInto } from "../node/attack-into.js";
import { uniqueSlug } from "../node/files.js";
import { openFolder } from "../node/folder.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, needed, outOption, pictureHelp } from "./options.js";
import { choice } from "./parse.js";
import { picturesAt } from "./pictures.js";
import { attackRecord } from "./records.js";
import { addSettings, settingsGiven } from "./settings.js";
import { attackText, wording } from "./words.js";

interface Flags {
  readonly model: string;
  readonly target: string;
  readonly method: AttackName;
  readonly recipe: keyof typeof attackRecipes;
  readonly out: string;
}

/** `regard attack`: how little it takes to fool a network. */
export function attackCommand(environment: Environment): Command {
  const attack = new Command("attack")
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
        "settings of ascent; tp8 follows the assignment: nothing keeps the pixels in their range",
        Object.keys(attackRecipes),
      ).default("standard"),
    );
  return addSettings(attack, attacks)
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
      const { method, recipe } = flags;
      if (method !== "ascent" && command.getOptionValueSource("recipe") !== "default") {
        throw new RegardError("usage", `--recipe ${recipe} is a recipe of ascent, not of ${method}`);
      }
      const entry: AttackEntry = attacks[method];
      const base = method === "ascent" ? attackRecipes[recipe] : {};
      const made = entry.create({ ...base, ...settingsGiven(command, attacks, method) });
      const folder = await openFolder(flags.out, { onSaved: output.file, signal });
      const missed = await withExplainer(flags.model, job, async (explainer) => {
        const target = findClass(explainer.model, flags.target);
        const taken = new Set<string>();
        const unfooled: string[] = [];
        for (const picture of await picturesAt(paths, output)) {
          const file = uniqueSlug(picture.name, taken);
          const study = await attackInto(folder, explainer, picture, made, {
            ...{ name: method, target, file, wording, signal },
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
        const hint = `try ${hints[method]} or another --target`;
        throw new RegardError("runtime", `not fooled: ${missed.join(", ")}; ${hint}`);
      }
    });
}

/** What may help where an attack does not. */
const hints: Readonly<Record<AttackName, string>> = {
  ascent: "more --max-steps, a larger --rate",
  pgd: "a larger --epsilon, more --max-steps",
  fgsm: "a larger --epsilon, --method pgd",
};
