import { Command } from "commander";
import { differentiateBare } from "../bare.js";
import { openBareFile } from "../node/bare.js";
import { writeFileWhole } from "../node/files.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { bareModelHelp, needed } from "./options.js";
import { differentiateRecord } from "./records.js";

interface Flags {
  readonly out: string;
  readonly of: string;
  readonly wrt: string;
}

/** `regard differentiate`: the gradient as an ONNX file of its own. */
export function differentiateCommand(environment: Environment): Command {
  return new Command("differentiate")
    .summary("write a network together with its gradient as one ONNX file")
    .description(
      "Writes a standard ONNX file that computes value and gradient wherever ONNX Runtime runs. Its inputs are the " +
        "model's own and `seed`, in the shape of what is differentiated ([N, classes] for the scores; 1 at the class that " +
        "is asked for, 0 elsewhere); its outputs are the model's own and `gradient` = seedᵀ · ∂of/∂wrt.",
    )
    .argument("<model>", bareModelHelp)
    .addOption(needed("--out <file.onnx>", "where the graph goes"))
    .option("--wrt <layer>", "with respect to what: `input`, or a layer", "input")
    .option("--of <layer>", "what is differentiated: `scores` (before a Softmax), or a layer", "scores")
    .addHelpText(
      "after",
      example(
        "regard differentiate squeezenet1_0 --out with-gradient.onnx",
        "Writes with-gradient.onnx, weights included: run it with { <input>, seed } and take `gradient`.",
      ),
    )
    .action(async (path: string, _: Flags, command: Command) => {
      const { flags, output, models } = jobOf<Flags>(environment, command);
      const { of, wrt, out } = flags;
      const model = await openBareFile(path, { ...models, output: flags.output });
      for (const note of model.notes) output.note(`note: ${note}`);
      const { graph, bytes } = differentiateBare(model, { of, wrt });
      await writeFileWhole(out, bytes);
      const record = differentiateRecord(model.name, graph, { of, wrt });
      const [inputs, outputs] = [record.inputs.join(", "), record.outputs.join(", ")];
      output.result(record, `${model.name}: inputs ${inputs}; outputs ${outputs}`);
      output.file({ path: out, what: "network with gradient" });
    });
}
