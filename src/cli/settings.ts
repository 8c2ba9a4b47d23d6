import { type Command, InvalidArgumentError, Option } from "commander";
import { RegardError } from "../errors.js";
import { expected, type Setting } from "../setting.js";
import { choice, numberIn, whole } from "./parse.js";

/** What a command offers by name, each with its own settings. */
type Entries = Readonly<Record<string, { readonly settings: Readonly<Record<string, Setting>> }>>;

/** Gives a command an option for each setting that some entry has; one that several have is described once. */
export function addSettings(command: Command, entries: Entries): Command {
  const names = new Set(Object.values(entries).flatMap(({ settings }) => Object.keys(settings)));
  for (const name of names) {
    const having = Object.entries(entries).flatMap(([of, { settings }]) => {
      const setting = settings[name];
      return setting ? [{ of, setting }] : [];
    });
    const [{ setting }] = having as [(typeof having)[number]];
    const described = new Map<string, string[]>();
    for (const each of having) {
      const words = said(each.setting);
      described.set(words, [...(described.get(words) ?? []), each.of]);
    }
    const description = Array.from(described, ([words, those]) => `${those.join(", ")}: ${words}`);
    command.addOption(optionOf(name, setting, description.join("; ")));
  }
  return command;
}

const said = ({ summary, standard }: Setting): string =>
  standard === null ? summary : `${summary} (default: ${standard})`;

function optionOf(name: string, setting: Setting, description: string): Option {
  const flag = flagOf(name);
  if (setting.kind === "choice") return choice(`${flag} <name>`, description, setting.choices);
  if (setting.kind === "layer") return new Option(`${flag} <layer>`, description);
  if (setting.kind === "whole") {
    return new Option(`${flag} <n>`, description).argParser(whole(setting.least ?? 0));
  }
  return new Option(`${flag} <number>`, description).argParser((text: string) => {
    const value = numberIn(text);
    const least = setting.least ?? 0;
    if (setting.kind === "positive" ? value > least : value >= least) return value;
    throw new InvalidArgumentError(`Give ${expected(setting)}.`);
  });
}

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * The settings of the entry `name` that a command's flags give. Throws `RegardError("usage")` where a flag is given that
 * only other entries have.
 */
export function settingsGiven(command: Command, entries: Entries, name: string): Record<string, unknown> {
  const own = entries[name]?.settings ?? {};
  const settings = Object.values(entries).flatMap((entry) => Object.keys(entry.settings));
  const given = [...new Set(settings)].flatMap((setting) => {
    const value: unknown = command.getOptionValue(setting);
    return value === undefined ? [] : [[setting, value] as const];
  });
  const foreign = given.find(([setting]) => !Object.hasOwn(own, setting));
  if (foreign) {
    const flags = Object.keys(own).map(flagOf);
    const takes = flags.length === 0 ? "there is nothing to set" : `it takes ${flags.join(", ")}`;
    throw new RegardError("usage", `${name} takes no ${flagOf(foreign[0])}; ${takes}`);
  }
  return Object.fromEntries(given);
}
