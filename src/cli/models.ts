import { Command } from "commander";
import { unknownName } from "../errors.js";
import type { ZooEntry } from "../model/zoo/entry.js";
import { zoo } from "../model/zoo/zoo.js";
import { cachedModels, cacheModel, isCached } from "../node/zoo/cache.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { pathCommand } from "./models/path.js";
import { pullCommand } from "./models/pull.js";
import { removeCommand } from "./models/remove.js";
import { verifyCommand } from "./models/verify.js";
import { cachedModelRecord, type ModelRecord, modelRecord } from "./records.js";
import { table } from "./table.js";

/** `regard models`: the networks that have names, and those in the cache. */
export function modelsCommand(environment: Environment): Command {
  const command = new Command("models")
    .summary("published networks by name: list, download, check, remove")
    .description(
      "Lists the networks that --model knows by name beside the built-in ones, and whether they are in the cache. One that " +
        "is not is downloaded once, from where it was published, and used only if it is exactly the file that Regard knows.",
    )
    .addHelpText(
      "after",
      example(
        "regard models",
        "Prints name, megabytes, parameters, top-1 accuracy on ImageNet in percent (– where none is published for the very " +
          "file), whether it is in the cache, and what it is good for; then whatever else the cache holds. The cache is " +
          "the system's (~/.cache/regard on Linux) unless REGARD_CACHE names another folder.",
      ),
    )
    // A mistyped command is an argument to Commander, which would say that there are too many.
    .allowExcessArguments()
    .action(async (_: object, self: Command) => {
      const [stray] = self.args;
      if (stray !== undefined) {
        const names = self.commands.map((each) => each.name());
        throw unknownName("command of regard models", stray, names);
      }
      const { output, models } = jobOf(environment, self);
      const entries = models.entries ?? zoo;
      const inCache = await Promise.all(
        entries.map(({ name }) => isCached(cacheModel(name, models), models)),
      );
      const records = entries.map((entry, i) =>
        modelRecord(entry, inCache[i] ? cacheModel(entry.name, models).path : null),
      );
      const lines = table(records.map(cells), "", [1, 2, 3]).split("\n");
      for (const [i, record] of records.entries()) output.result(record, lines[i] ?? "");
      const own = (await cachedModels(models)).filter(({ sha256 }) => !isOf(entries, sha256));
      for (const model of own) {
        output.result(cachedModelRecord(model, "present"), `${model.sha256}  cached, by its address`);
      }
    });
  for (const create of [pullCommand, verifyCommand, pathCommand, removeCommand]) {
    command.addCommand(create(environment));
  }
  return command;
}

const isOf = (entries: readonly ZooEntry[], hash: string): boolean =>
  entries.some(({ sha256 }) => sha256 === hash);

const cells = ({ name, bytes, parameters, top1, path, use }: ModelRecord): string[] => [
  name,
  `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`,
  `${(parameters / 1e6).toFixed(1)} M`,
  top1 === null ? "–" : `${top1.toFixed(1)}%`,
  path === null ? "–" : "cached",
  use,
];
