import { Command } from "commander";
import { attackCommand } from "./attack.js";
import { classifyCommand } from "./classify.js";
import { differentiateCommand } from "./differentiate.js";
import type { Environment } from "./environment.js";
import { gradientCommand } from "./gradient.js";
import { inspectCommand } from "./inspect.js";
import { picturesCommand } from "./make-pictures.js";
import { modelsCommand } from "./models.js";
import { checkNeeded } from "./options.js";
import { choice, size, whole } from "./parse.js";
import { reportCommand } from "./report.js";
import { saliencyCommand } from "./saliency.js";
import { verifyCommand } from "./verify.js";
import { visualizeCommand } from "./visualize.js";

/** Every command, one file each. */
const commands = [
  classifyCommand,
  saliencyCommand,
  attackCommand,
  visualizeCommand,
  reportCommand,
  picturesCommand,
  inspectCommand,
  verifyCommand,
  gradientCommand,
  differentiateCommand,
  modelsCommand,
];

/** A command and all below it. */
export const withCommandsBelow = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withCommandsBelow),
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
    .option(
      "--limit-seconds <n>",
      "how long one step may take: an answer of ONNX Runtime, the reading of a file; 0 is no limit",
      whole(0),
      300,
    )
    .option(
      "--limit-memory <size>",
      "how much memory the work may take, as 800MB or 6GB; 0 is no limit (default: four fifths of the machine's)",
      size,
    )
    .option("--yes", "download models that are asked for by name without asking")
    .option("--offline", "never touch the network (also: REGARD_OFFLINE=1)")
    .addHelpText("after", "\nEach command explains itself: regard saliency --help");
  program.hook("preAction", (_, command) => checkNeeded(command));
  for (const create of commands) program.addCommand(create(environment));
  // Set once the commands are there: a sub-command that is added does not inherit them.
  for (const command of withCommandsBelow(program)) {
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
