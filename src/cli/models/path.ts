import { Command } from "commander";
import { RegardError } from "../../errors.js";
import { cacheModel, isCached } from "../../node/zoo/cache.js";
import { type Environment, jobOf } from "../environment.js";
import { example } from "../example.js";
import { cachedHelp } from "../options.js";
import { cachedModelRecord } from "../records.js";

/** `regard models path`: where a model lies, for other programs. */
export function pathCommand(environment: Environment): Command {
  return new Command("path")
    .summary("where a model in the cache lies")
    .description("Says where the ONNX file of a model in the cache lies; downloads nothing.")
    .argument("<name>", cachedHelp)
    .addHelpText(
      "after",
      example(
        "regard models path vgg16",
        "Prints the path of the file; ends with 1 where it is not in the cache.",
      ),
    )
    .action(async (name: string, _: object, command: Command) => {
      const { output, models } = jobOf(environment, command);
      const model = cacheModel(name, models);
      if (!(await isCached(model, models))) {
        throw new RegardError("file", `${model.name} is not in the cache; regard models pull gets it`);
      }
      output.result(cachedModelRecord(model, "present"), model.path);
    });
}
