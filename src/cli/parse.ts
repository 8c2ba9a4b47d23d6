import { InvalidArgumentError, Option } from "commander";
import { unknownName } from "../errors.js";

/** Turns the text after an option into a value, or says what is wrong with it. */
export type Parser<T> = (text: string) => T;

/** A whole number from `low` on, up to `high` where there is such a limit. */
export function whole(low: number, high = Number.POSITIVE_INFINITY): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= low && value <= high) return value;
    const range = Number.isFinite(high) ? `${low} to ${high}` : `${low} on`;
    throw new InvalidArgumentError(`Give a whole number from ${range}.`);
  };
}

/** A number as people write it, also as a fraction: `0.03`, `8/255`; NaN where it is none. */
export function numberIn(text: string): number {
  const [whole = "", ...below] = text.split("/");
  if (text.trim() === "" || below.length > 1) return Number.NaN;
  const value = below.length === 0 ? Number(whole) : Number(whole) / Number(below[0] || Number.NaN);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A number above `low`, or from `low` on where `included`. */
export function number(low: number, included = false): Parser<number> {
  return (text) => {
    const value = Number(text);
    const fits = included ? value >= low : value > low;
    if (text.trim() !== "" && Number.isFinite(value) && fits) return value;
    throw new InvalidArgumentError(
      `Give a number ${included ? "from" : "above"} ${low}${included ? " on" : ""}.`,
    );
  };
}

/** Several values with commas between them. */
export function list<T>(each: Parser<T>): Parser<T[]> {
  return (text) => text.split(",").map((part) => each(part.trim()));
}

/** An option that takes one of a few names; a mistyped one is answered with the nearest. */
export function choice(flags: string, description: string, names: readonly string[]): Option {
  const option = new Option(flags, description).choices(names);
  return option.argParser((text: string) => {
    if (names.includes(text)) return text;
    throw new InvalidArgumentError(`${unknownName("choice", text, names).message}.`);
  });
}

const units: Readonly<Record<string, number>> = { "": 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** A number of bytes: `800MB`, `6 GB`, `1.5GiB`, or without a unit. */
export function size(text: string): number {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const name = unit.toUpperCase();
  const bytes = name.endsWith("IB") ? 1024 ** "BKMGT".indexOf(name.charAt(0)) : units[name];
  if (number !== "" && bytes !== undefined && bytes >= 1) return Math.round(Number(number) * bytes);
  throw new InvalidArgumentError("Give a size such as 800MB or 6GB.");
}
