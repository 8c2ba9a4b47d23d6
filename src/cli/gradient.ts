import { Command } from "commander";
import { writeNpy } from "../image/npy.js";
import { gradientOfFile } from "../node/bare.js";
import { writeFileWhole } from "../node/files.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { runtimeOptions } from "./explainer.js";
import { bareModelHelp, needed } from "./options.js";
import { list, whole } from "./parse.js";
import { gradientRecord } from "./records.js";
import { format } from "./words.js";

interface Flags {
  readonly input: string;
  readonly target: number[];
  readonly out: string;
  readonly scores?: string;
  readonly probabilities?: boolean;
}

/** `regard gradient`: the bare door for scripts, NumPy files in and out. */
export function gradientCommand(environment: Environment): Command {
  return new Command("gradient")
    .summary("the gradient of class scores, from and to NumPy files")
    .description(
      "Computes the gradient of the sum, over the batch, of the target's score with respect to the network's input. " +
        "Nothing is added to the network: the input is what the network itself takes, already preprocessed.",
    )
    .argument("<model>", bareModelHelp)
    .addOption(needed("--input <x.npy>", "the input, float32 in the network's own shape, any number of rows"))
    .addOption(needed("--target <k,…>", "the class: one for all rows, or one for each", list(whole(0))))
    .addOption(needed("--out <g.npy>", "where the gradient goes, in the shape of the input"))
    .option("--scores <s.npy>", "where the scores go, [N, classes]")
    .option("--probabilities", "differentiate what the network gives, not the scores before its Softmax")
    .addHelpText(
      "after",
      example(
        "regard gradient squeezenet1_0 --input x.npy --target 958 --out g.npy --scores s.npy",
        "Writes g.npy, the gradient in the shape of x.npy, and s.npy, the scores that were differentiated.",
      ),
    )
    .action(async (path: string, _: Flags, command: Command) => {
      const { flags, output, signal, models } = jobOf<Flags>(environment, command);
      const { input, target, out, scores: scoresOut, probabilities = false } = flags;
      const result = await gradientOfFile(path, input, target, {
        ...{ ...runtimeOptions(flags), ...models, output: flags.output },
        ...{ probabilities, signal, onNotice: output.note },
      });
      const { name, notes, gradient, scores, zeros } = result;
      for (const note of notes) output.note(`note: ${note}`);
      if (zeros.length > 0) {
        const rows = zeros.length > 10 ? `${zeros.slice(0, 10).join(", ")}, …` : zeros.join(", ");
        output.note(
          `note: the gradient of row ${rows} is exactly zero; a final ReLU may hold the score at 0`,
        );
      }
      const record = gradientRecord(result);
      const scored = record.scores.map(format.short).join(", ");
      output.result(record, `${name}: scores ${scored}; ‖gradient‖₂ ${format.short(record.l2)}`);
      const files = [
        { path: out, what: "gradient", content: gradient },
        ...(scoresOut === undefined ? [] : [{ path: scoresOut, what: "scores", content: scores }]),
      ];
      for (const { path: file, what, content } of files) {
        await writeFileWhole(file, writeNpy(content));
        output.file({ path: file, what });
      }
    });
}
