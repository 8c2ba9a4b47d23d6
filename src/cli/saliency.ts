import { Command } from "commander";
import { findClass } from "../model/class-name.js";
import { openFolder } from "../node/folder.js";
import { type MethodEntry, type MethodName, saliencyMethods } from "../saliency/index.js";
import { settle } from "../setting.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { withExplainer } from "./explainer.js";
import { classHelp, modelOption, outOption, pictureHelp } from "./options.js";
import { choice } from "./parse.js";
import { addSettings, settingsGiven } from "./settings.js";

interface Flags {
  readonly model: string;
  readonly method: MethodName;
  readonly target?: string;
  readonly out: string;
}

/** `regard saliency`: where a network looks. */
export function saliencyCommand(environment: Environment): Command {
  const saliency = new Command("saliency")
    .summary("where a network looks in pictures")
    .description("Draws, for each picture, how much each pixel matters for a class.")
    .argument("<picture...>", pictureHelp)
    .addOption(modelOption())
    .addOption(outOption())
    .option("--target <class>", `the class to explain: ${classHelp} (default: the top class)`)
    .addOption(choice("--method <name>", "how to explain", Object.keys(saliencyMethods)).default("gradient"));
  return addSettings(saliency, saliencyMethods)
    .addHelpText(
      "after",
      example(
        "regard saliency hay.png quail.png --model models/squeezenet1_0 --out out",
        "Writes out/saliency.png (pictures over their maps, classes and probabilities under them) and for each picture " +
          "NAME.map.png, NAME.overlay.png and NAME.map.npy (the raw map, float32 [height, width]).",
      ),
    )
    .action(async (paths: string[], _: Flags, command: Command) => {
      const job = jobOf<Flags>(environment, command);
      const { flags, output, progress, signal } = job;
      const entry: MethodEntry = saliencyMethods[flags.method];
      const settings = settle(
        flags.method,
        entry.settings,
        settingsGiven(command, saliencyMethods, flags.method),
      );
      const folder = await openFolder(flags.out, { onSaved: output.file, signal });
      await withExplainer(flags.model, job, async (explainer) => {
        const { model } = explainer;
        const target = flags.target === undefined ? undefined : findClass(model, flags.target);
        entry.prepare?.(explainer, target ?? "top");
        // What comes after the session is loaded while the runtime creates it.
        const { notePreprocessing, picturesAt, studySaliency } = await import("./saliency-study.js");
        const pictures = await picturesAt(paths, output);
        await notePreprocessing(explainer, pictures, job);
        const [studies, { rangeOf, said, saveSaliency, wording }] = await Promise.all([
          studySaliency(explainer, pictures, entry.create(settings), {
            name: flags.method,
            target,
            signal,
            onProgress: (at) => progress.show("saliency", at),
          }),
          // While the network runs.
          import("./saliency-drawing.js").then(async (drawing) => {
            await drawing.prepare();
            return drawing;
          }),
        ]);
        for (const { picture, method, map, top, target: explained, notes } of studies) {
          for (const note of notes) output.note(`note: ${picture}: ${note}`);
          const [min, max] = rangeOf(map);
          output.result(
            {
              type: "saliency",
              ...{ picture, model: model.name, method, settings, target: explained, top, min, max },
            },
            `${picture}: ${said(top)}${explained.index === top.index ? "" : `; map of ${said(explained)}`}`,
          );
        }
        await saveSaliency(folder, studies, model.name, wording);
      });
    });
}
