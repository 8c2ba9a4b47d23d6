import { Command } from "commander";
import { menagerie } from "../bestiary/menagerie.js";
import { shortName } from "../bestiary/species.js";
import { findClass } from "../model/class-name.js";
import { openFolder } from "../node/folder.js";
import { sampleSize } from "../node/samples.js";
import { sceneSizes } from "../node/scene.js";
import { checkUnused, mostPictures, writeCollection } from "../node/write-collection.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { outOption } from "./options.js";
import { list, whole } from "./parse.js";

interface Flags {
  readonly classes?: string[];
  readonly count: number;
  readonly seed: number;
  readonly size: number;
  readonly out: string;
}

/** `regard pictures`: a test set whose answers are known. */
export function picturesCommand(environment: Environment): Command {
  return new Command("pictures")
    .summary("draw pictures whose class and mask are known, for a test set")
    .description(
      "Draws scenes, each with one thing in it, and the exact mask of that thing. Colors and background are drawn " +
        "without regard to the class. The same seed, classes and count give the same pictures.",
    )
    .addOption(outOption())
    .option(
      "--classes <class,…>",
      `which things: ${menagerie.map(shortName).join(", ")} (default: all)`,
      list(String),
    )
    .option("--count <n>", "pictures of each class", whole(1, mostPictures), 10)
    .option("--seed <n>", "of the random numbers", whole(0), 0)
    .option("--size <n>", "width and height in pixels", whole(sceneSizes.least, sceneSizes.most), sampleSize)
    .addHelpText(
      "after",
      example(
        "regard pictures --classes tarantula,quail --count 50 --out set",
        "Writes set/pictures/CLASS/0000.png, the masks under the same names in set/masks (white where the thing is " +
          "seen), and set/index.json: class, background and seed of each.",
      ),
    )
    .action(async (_: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const { count, seed, size } = flags;
      const labels = menagerie.map(({ name }) => name);
      const bestiary = { name: "the bestiary", classes: labels.length, labels };
      const asked = flags.classes?.map((name) => findClass(bestiary, name)) ?? [...labels.keys()];
      const classes = [...new Set(asked)];
      const folder = await openFolder(flags.out, { signal });
      await checkUnused(folder);
      const listed = await writeCollection(folder, {
        ...{ classes, count, seed, size, signal },
        onProgress: (at) => progress.show("pictures", at),
      });
      const names = classes.map((index) => labels[index] as string);
      output.result(
        { type: "pictures", folder: folder.path, pictures: listed.length, classes: names, seed, size },
        `${listed.length} pictures and their masks are in ${folder.path}`,
      );
    });
}
