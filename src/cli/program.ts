import { Command } from "commander";
import { attackCommand } from "./attack.js";
import { classifyCommand } from "./classify.js";
import { differentiateCommand } from "./differentiate.js";
import type { Environment } from "./environment.js";
import { gradientCommand } from "./gradient.js";
import { picturesCommand } from "./make-pictures.js";
import { checkNeeded } from "./options.js";
import { choice, whole } from "./parse.js";
import { reportCommand } from "./report.js";
import { saliencyCommand } from "./saliency.js";
import { visualizeCommand } from "./visualize.js";

/** Every command, one file each. */
const commands = [
  classifyCommand,
  saliencyCommand,
  attackCommand,
  visualizeCommand,
  reportCommand,
  picturesCommand,
  gradientCommand,
  differentiateCommand,
];

/** The command line of Regard. */
export function createProgram(environment: Environment, version: string): Command {
  const { stdout, stderr } = environment;
  const program = new Command("regard")
    .description("See what a neural network sees: saliency, adversarial examples and class visualization.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "explain the command")
    .option("--json", "print results as JSON, one object a line (docs/json.md)")
    .option("--quiet", "no progress, no remarks")
    .option("--verbose", "show where an error came from")
    .option("--threads <n>", "threads that the network runs on (default: all cores)", whole(1))
    .addOption(
      choice("--graph-optimization <level>", "how much ONNX Runtime may rewrite the graph", [
        "all",
        "extended",
        "basic",
        "disabled",
      ]),
    )
    .addOption(choice("--runtime <name>", "what runs the network", ["auto", "native", "wasm"]))
    .option("--preprocess <file>", "preprocessor_config.json for a model that is a bare .onnx file")
    .option("--labels <file>", "class names for a bare .onnx file: config.json, or text, one a line")
    .option("--output <name>", "the output that scores classes, where the network has several")
    .addHelpText("after", "\nEach command explains itself: regard saliency --help");
  program.hook("preAction", (_, command) => checkNeeded(command));
  for (const create of commands) program.addCommand(create(environment));
  // Set once the commands are there: a sub-command that is added does not inherit them.
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: (text) => stdout.write(text),
        writeErr: (text) => stderr.write(text),
        outputError: (text, write) => write(text.replace(/^error: /, "regard: ")),
      })
      .configureHelp({ showGlobalOptions: true });
  }
  return program;
}
