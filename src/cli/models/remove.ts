import { Command } from "commander";
import { cacheModel, removeCached } from "../../node/zoo/cache.js";
import { type Environment, jobOf } from "../environment.js";
import { example } from "../example.js";
import { cachedHelp } from "../options.js";
import { cachedModelRecord } from "../records.js";

/** `regard models remove`: make room. */
export function removeCommand(environment: Environment): Command {
  return new Command("remove")
    .summary("remove models from the cache")
    .description("Removes models from the cache, and what unfinished downloads of them left.")
    .argument("<name...>", cachedHelp)
    .addHelpText(
      "after",
      example("regard models remove vgg16", "Prints what was removed and what was not there."),
    )
    .action(async (names: string[], _: object, command: Command) => {
      const { output, models } = jobOf(environment, command);
      for (const model of names.map((name) => cacheModel(name, models))) {
        const state = (await removeCached(model, models)) ? "removed" : "absent";
        output.result(cachedModelRecord(model, state), `${model.name}: ${state}`);
      }
    });
}
