import { RegardError } from "../errors.js";

/** A JSON object from a stranger, read field by field; every complaint names the file and the field. */
export interface Fields {
  /** Whether the field is there at all; `null` counts as absent. */
  has(name: string): boolean;
  boolean(name: string, otherwise: boolean): boolean;
  string(name: string): string | null;
  number(name: string, otherwise: number): number;
  /** Three numbers, or one for all three. */
  triple(name: string): readonly [number, number, number] | null;
  raw(name: string): unknown;
  error(name: string, expected: string): RegardError;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of a parsed JSON object. Throws `RegardError("model")` where it is none. */
export function fields(json: unknown, where: string): Fields {
  if (!isObject(json)) throw new RegardError("model", `${where} does not hold a JSON object`);
  const raw = (name: string): unknown => (Object.hasOwn(json, name) ? (json[name] ?? undefined) : undefined);
  const error = (name: string, expected: string): RegardError =>
    new RegardError("model", `${where}: ${name} is ${brief(raw(name))}, not ${expected}`);
  const finite = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

  return {
    raw,
    error,
    has: (name) => raw(name) !== undefined,
    boolean(name, otherwise) {
      const value = raw(name) ?? otherwise;
      if (typeof value !== "boolean") throw error(name, "true or false");
      return value;
    },
    string(name) {
      const value = raw(name) ?? null;
      if (value !== null && typeof value !== "string") throw error(name, "a string");
      return value;
    },
    number(name, otherwise) {
      const value = raw(name) ?? otherwise;
      if (!finite(value)) throw error(name, "a number");
      return value;
    },
    triple(name) {
      const value = raw(name);
      if (value === undefined) return null;
      const all = Array.isArray(value) ? value : [value];
      const [a, b = a, c = a] = all;
      const isRight = (all.length === 1 || all.length === 3) && finite(a) && finite(b) && finite(c);
      if (!isRight) throw error(name, "three numbers, one for each channel");
      return [a, b, c];
    },
  };
}

/** A value as an error message quotes it. */
function brief(value: unknown): string {
  const text = spelled(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function spelled(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "missing";
  } catch {
    // JSON is read however deep it goes, and not written.
    return "nested too deep";
  }
}
