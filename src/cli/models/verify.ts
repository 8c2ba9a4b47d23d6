import { Command } from "commander";
import { RegardError } from "../../errors.js";
import { cachedModels, cacheModel, verifyCached } from "../../node/zoo/cache.js";
import { type Environment, jobOf } from "../environment.js";
import { example } from "../example.js";
import { cachedHelp } from "../options.js";
import { cachedModelRecord } from "../records.js";

/** `regard models verify`: is what lies in the cache what it should be? */
export function verifyCommand(environment: Environment): Command {
  return new Command("verify")
    .summary("hash models in the cache anew")
    .description("Reads each model in the cache and compares its size and SHA-256 with what they must be.")
    .argument("[name...]", `${cachedHelp} (default: all that are cached)`)
    .addHelpText(
      "after",
      example(
        "regard models verify",
        "Prints right or wrong for each; ends with 1 where one is wrong or missing.",
      ),
    )
    .action(async (names: string[], _: object, command: Command) => {
      const { output, models } = jobOf(environment, command);
      const asked = names.map((name) => cacheModel(name, models));
      const all = names.length > 0 ? asked : await cachedModels(models);
      if (all.length === 0) output.note("the cache is empty");
      const wrong: string[] = [];
      for (const model of all) {
        const found = await verifyCached(model, models);
        const why = found.state === "wrong" ? found.why : null;
        const words = why === null ? found.state : `wrong: ${model.path} ${why}`;
        output.result(cachedModelRecord(model, found.state, why), `${model.name}: ${words}`);
        if (found.state !== "right") wrong.push(model.name);
      }
      if (wrong.length === 0) return;
      throw new RegardError(
        "file",
        `not as they must be: ${wrong.join(", ")}; regard models pull gets them anew, remove removes them`,
      );
    });
}
