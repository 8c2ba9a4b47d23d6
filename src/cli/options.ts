import { type Command, Option } from "commander";
import { builtInNetworks } from "../model/built-in.js";
import type { Parser } from "./parse.js";

const necessary = new WeakSet<Option>();

/**
 * An option that a command cannot do without. Commander's own marking of those is checked before unknown options are, so
 * that `--modle x` would be answered with "--model is missing" instead of "did you mean --model".
 */
export function needed(flags: string, description: string, parse?: Parser<unknown>): Option {
  const option = new Option(flags, description);
  if (parse) option.argParser(parse);
  necessary.add(option);
  return option;
}

/** Ends with a usage error where a needed option is missing. */
export function checkNeeded(command: Command): void {
  const missing = command.options.find(
    (option) => necessary.has(option) && command.getOptionValue(option.attributeName()) === undefined,
  );
  if (missing)
    command.error(`error: the option ${missing.flags} is missing`, { code: "regard.missingOption" });
}

/** Options that several commands share, described once. */
export const modelOption = (): Option => new Option("--model <model>", modelHelp).default(builtInNetworks[0]);

const anyModel =
  "a name that `regard models` lists, a model folder (Hugging Face layout), an .onnx file, or https://…#sha256=…";

/** What an option or argument that names a model takes. */
export const modelHelp = `${builtInNetworks.join(", ")}, ${anyModel}`;

/** What an argument takes that names a model, of which the preprocessing is left out. */
export const bareModelHelp = `${anyModel}; taken bare`;

/** What an argument takes that names a model of the cache. */
export const cachedHelp = "a name that `regard models` lists, or https://…#sha256=…";

export const outOption = (): Option => needed("--out <folder>", "where the files go; made if it is missing");

/** What the argument PICTURE… takes. */
export const pictureHelp = "JPEG, PNG, WebP, GIF, AVIF or TIFF";

/** What an option or argument that names a class takes. */
export const classHelp = "a name, a part of a name that only one class has, or an index";

/** What the option that names a recipe of class visualization takes. */
export const recipeHelp =
  "settings of the visualization (default: tp8; for the built-in networks, and for channels, bestiary)";
