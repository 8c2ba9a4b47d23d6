import { RegardError } from "./errors.js";

/** One thing that a method or an attack can be told, as data, so that a command line or a page can offer it. */
export type Setting = NumberSetting | ChoiceSetting | LayerSetting;

interface NumberSetting {
  /** `positive` is any number above 0. */
  readonly kind: "whole" | "number" | "positive";
  /** What it is unless told otherwise; where that is `null`, `summary` says what happens without it. */
  readonly standard: number | null;
  /** The smallest that makes sense, 0 unless given. */
  readonly least?: number;
  readonly summary: string;
}

interface ChoiceSetting {
  readonly kind: "choice";
  readonly standard: string;
  readonly choices: readonly string[];
  readonly summary: string;
}

interface LayerSetting {
  readonly kind: "layer";
  readonly standard: null;
  readonly summary: string;
}

/** A setting for each option; one that is forgotten does not compile. */
export type Settings<Options> = { readonly [Name in keyof Options]-?: Setting };

/** The options with everything filled in that is not given. Throws `RegardError("usage")` for a value that makes no sense. */
export function settle<Options extends object>(
  of: string,
  settings: Settings<Options>,
  options: Options,
): Required<Options> {
  const given = new Map<string, unknown>(Object.entries(options));
  const filled = Object.entries<Setting>(settings).map(([name, setting]) => {
    const told = given.get(name);
    const value = told === undefined ? setting.standard : told;
    if (!fits(setting, value)) {
      throw new RegardError("usage", `${name} of ${of} is ${expected(setting)}, not ${value}`);
    }
    return [name, value];
  });
  return Object.fromEntries(filled) as Required<Options>;
}

function fits(setting: Setting, value: unknown): boolean {
  if (value === setting.standard) return true;
  if (setting.kind === "layer") return typeof value === "string";
  if (setting.kind === "choice") return setting.choices.some((choice) => choice === value);
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (setting.kind === "positive") return value > 0;
  return value >= (setting.least ?? 0) && (setting.kind === "number" || Number.isSafeInteger(value));
}

/** What a value has to be, in words: `"a whole number from 1 up"`. */
export function expected(setting: Setting): string {
  if (setting.kind === "layer") return "the name of a layer";
  if (setting.kind === "choice") return `one of ${setting.choices.join(", ")}`;
  if (setting.kind === "positive") return "a positive number";
  return `a ${setting.kind === "whole" ? "whole number" : "number"} from ${setting.least ?? 0} up`;
}
