import { Command } from "commander";
import { cacheModel } from "../../node/zoo/cache.js";
import { fetchModel } from "../../node/zoo/fetch-model.js";
import { type Environment, jobOf } from "../environment.js";
import { example } from "../example.js";
import { cachedHelp } from "../options.js";
import { cachedModelRecord } from "../records.js";

/** `regard models pull`: download now what is needed later. */
export function pullCommand(environment: Environment): Command {
  return new Command("pull")
    .summary("download models into the cache")
    .description(
      "Downloads each model that is not in the cache yet, without asking. An interrupted download goes on from where it " +
        "stopped; the file gets its name only when size and SHA-256 are right.",
    )
    .argument("<name...>", cachedHelp)
    .addHelpText(
      "after",
      example(
        "regard models pull squeezenet1_1 vgg16",
        "Prints name and path of each; writes into the cache alone.",
      ),
    )
    .action(async (names: string[], _: object, command: Command) => {
      const { output, models } = jobOf(environment, command);
      // Whoever says pull has agreed.
      const options = { ...models, allow: async () => true };
      for (const model of names.map((name) => cacheModel(name, options))) {
        await fetchModel(model, options);
        output.result(cachedModelRecord(model, "right"), `${model.name}: ${model.path}`);
      }
    });
}
