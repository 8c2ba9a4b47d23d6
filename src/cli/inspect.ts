import { Command } from "commander";
import { type Inspection, inspect, type Port } from "../inspect.js";
import { openModel } from "../node/open.js";
import { normalization, preparation } from "../report/preparation.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { modelHelp } from "./options.js";
import { inspectionRecord } from "./records.js";
import { table } from "./table.js";
import { format, wording } from "./words.js";

/** `regard inspect`: what Regard understands of a model. */
export function inspectCommand(environment: Environment): Command {
  return new Command("inspect")
    .summary("what Regard understands of a model")
    .description(
      "Prints a model's inputs, its preprocessing and where that came from, its scores, classes, layers and operators, and " +
        "whether it can be differentiated. Nothing is run.",
    )
    .argument("<model>", modelHelp)
    .addHelpText(
      "after",
      example(
        "regard inspect models/squeezenet1_0",
        "Prints, among others, every layer that --layer, --of and --wrt can name; writes no file.",
      ),
    )
    .action(async (path: string, _: object, command: Command) => {
      const { flags, output, models } = jobOf<object>(environment, command);
      const { preprocess, labels, output: scores } = flags;
      const inspection = inspect(await openModel(path, { ...models, preprocess, labels, output: scores }));
      output.result(inspectionRecord(inspection), text(inspection));
      for (const note of inspection.notes) output.note(`note: ${note}`);
    });
}

function text(inspection: Inspection): string {
  const { name, opset, parameters, inputs, outputs, preprocessing, classes, labels, scores, batch, size } =
    inspection;
  const { origin } = preprocessing;
  const facts = [
    ["file", `opset ${opset}, ${format.number(parameters)} parameters`],
    ["inputs", inputs.map(portText).join("; ")],
    ["outputs", outputs.map(portText).join("; ")],
    ["pictures", `${preparation(wording, preprocessing)}; ${size.width} × ${size.height} go in`],
    ["pixels", normalization(wording, preprocessing)],
    ["from", origin === "assumed" ? "nowhere: ImageNet's usual preprocessing is assumed" : origin],
    ["batch", batch === null ? "any" : String(batch)],
    ["scores", `${scores.name}${scores.before === null ? "" : `, before the ${scores.before}`}`],
    ["classes", `${format.number(classes)}: ${examples(labels)}`],
    ["gradient", inspection.obstacle ?? "can be taken, with respect to the picture and to every layer"],
  ];
  const operators = inspection.operators.map(({ op, domain, count, hasGradient }) => [
    domain === "" ? op : `${domain}.${op}`,
    String(count),
    hasGradient ? "" : "no gradient",
  ]);
  const layers = inspection.layers.map(({ name, op, shape, parameters }) => [
    ...[name, op, shapeText(shape)],
    parameters === 0 ? "" : format.number(parameters),
  ]);
  return [
    name,
    table(facts, "  "),
    "\noperators between picture and scores",
    table(operators, "  ", [1]),
    "\nlayers",
    table([["name", "operator", "shape", "parameters"], ...layers], "  ", [3]),
  ].join("\n");
}

const shapeText = (shape: Port["shape"]): string => (shape ? `[${shape.join(", ")}]` : "unknown");

const portText = ({ name, dtype, shape }: Port): string =>
  `${name} ${dtype ?? "of unknown type"} ${shapeText(shape)}`;

/** The first of each class's names, of many classes those of a few. */
function examples(labels: readonly string[]): string {
  const names = labels.map((label) => label.split(",")[0]);
  return names.length <= 12 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}`;
}
