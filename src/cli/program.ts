import { Command } from "commander";
import type { Environment } from "./environment.js";
import { checkNeeded } from "./options.js";
import { choice, size, whole } from "./parse.js";

type Create = (environment: Environment) => Command;

/** Every command, one file each, which is loaded when it is needed: all of them take a third of a second. */
const commands: Readonly<Record<string, () => Promise<Create>>> = {
  classify: async () => (await import("./classify.js")).classifyCommand,
  saliency: async () => (await import("./saliency.js")).saliencyCommand,
  attack: async () => (await import("./attack.js")).attackCommand,
  visualize: async () => (await import("./visualize.js")).visualizeCommand,
  report: async () => (await import("./report.js")).reportCommand,
  studio: async () => (await import("./studio.js")).studioCommand,
  pictures: async () => (await import("./make-pictures.js")).picturesCommand,
  inspect: async () => (await import("./inspect.js")).inspectCommand,
  verify: async () => (await import("./verify.js")).verifyCommand,
  gradient: async () => (await import("./gradient.js")).gradientCommand,
  differentiate: async () => (await import("./differentiate.js")).differentiateCommand,
  models: async () => (await import("./models.js")).modelsCommand,
};

/** The command that a command line begins with, or all of them where it begins with something else. */
function loaded(args: readonly string[]): Promise<Create[]> {
  const [first = ""] = args;
  const one = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((one ? [one] : Object.values(commands)).map((load) => load()));
}

/** A command and all below it. */
export const withCommandsBelow = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withCommandsBelow),
];

/** The command line of Regard, as far as the arguments may need it. */
export async function createProgram(environment: Environment, version: string): Promise<Command> {
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
  for (const create of await loaded(environment.args)) program.addCommand(create(environment));
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
