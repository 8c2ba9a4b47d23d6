import { RegardError } from "../errors.js";
import { isObject } from "./fields.js";

/** Names of classes by index, as a file gives them; some may be missing. */
export type LabelTable = ReadonlyMap<number, string>;

/** More classes than any classifier has; an index beyond is a broken or hostile file. */
const mostClasses = 1_000_000;

/** No class is called anything longer, in characters. */
const longestName = 1000;

/**
 * Reads the names of classes from a file's text: `config.json` with `id2label`, a JSON list, a JSON object from index to
 * name (or to [WordNet id, name], also under `classes`), or lines: plain names, "n01440764 tench" or "0: tench".
 * Throws `RegardError("model")` where the file is none of these.
 */
export function readLabels(text: string, where: string): LabelTable {
  const json = parse(text);
  const table = json === undefined ? fromLines(text) : fromJson(json);
  if (table && table.size > 0) return table;
  throw new RegardError(
    "model",
    `${where} holds no class names: expected id2label, a JSON list or object of names, or one name on each line`,
  );
}

/**
 * A name for each of `classes` classes. Throws `RegardError("model")` where the table leaves classes without a name;
 * placeholders as Hugging Face writes them ("LABEL_0") count as no names at all.
 */
export function labelsFor(
  table: LabelTable | null,
  classes: number,
  where: string,
): { readonly labels: readonly string[]; readonly notes: readonly string[] } {
  const numbered = Array.from({ length: classes }, (_, i) => `class ${i}`);
  const isPlaceholder = table !== null && [...table.values()].every((name) => /^LABEL_\d+$/.test(name));
  if (table === null || isPlaceholder) {
    return { labels: numbered, notes: [`No class names are known: classes are named "class 0" and so on.`] };
  }
  const labels = numbered.map((_, i) => table.get(i));
  const missing = labels.indexOf(undefined);
  if (missing >= 0) {
    const named = labels.filter((label) => label !== undefined).length;
    const hint = named === classes - 1 ? "; some networks have a background class at index 0" : "";
    throw new RegardError(
      "model",
      `${where} names ${named} of the network's ${classes} classes (none for class ${missing}); ` +
        `give names for all of them, or none${hint}`,
    );
  }
  return { labels: labels as string[], notes: surplus(table, classes, where) };
}

function surplus({ size }: LabelTable, classes: number, where: string): string[] {
  if (size <= classes) return [];
  const hint =
    size === classes + 1
      ? "; if its first name is a background class, every name is off by one: remove it"
      : "";
  return [`${where} names ${size} classes, the network has ${classes}: the rest is ignored${hint}.`];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromJson(json: unknown, isInner = false): LabelTable | null {
  if (Array.isArray(json)) return collect(json.map((value, i) => [i, value]));
  if (!isObject(json)) return null;
  const inner = isInner ? undefined : (json.id2label ?? json.classes);
  if (inner !== undefined && inner !== null) return fromJson(inner, true);
  return collect(
    Object.entries(json).map(([key, value]) => [/^\d+$/.test(key) ? Number(key) : Number.NaN, value]),
  );
}

/** `null` unless every entry is an index and a name. */
function collect(entries: readonly (readonly [number, unknown])[]): LabelTable | null {
  const named = entries.map(([index, value]) => [index, nameOf(value)] as const);
  const isRight = named.every(([index, name]) => index >= 0 && index < mostClasses && name !== null);
  return isRight ? new Map(named as (readonly [number, string])[]) : null;
}

/** A name, or the name in [WordNet id, name]. */
function nameOf(value: unknown): string | null {
  const name = Array.isArray(value) && value.length === 2 ? value[1] : value;
  if (typeof name !== "string" || name.length > longestName) return null;
  const line = name.replace(/\p{Cc}+/gu, " ").trim();
  return line === "" ? null : line;
}

function fromLines(text: string): LabelTable | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "{" && line !== "}");
  if (lines.some((line) => line.length > 2 * longestName)) return null;
  // What a page of HTML, a pointer file or binary data would be read as.
  if (/^\s*<|^version https:\/\/git-lfs|\p{Cc}/u.test(text.replace(/[\t\r\n]/g, ""))) return null;
  // Also the widespread listing in Python's notation: {0: 'tench, Tinca tinca', …
  const indexed = lines.map((line) => /^\{?\s*(\d+)\s*[:,\t]\s*(['"]?)(.+?)\2,?\s*\}?$/.exec(line));
  // The heading of a table is no class: "index,name" would move every name by one.
  const isHeaded = indexed[0] === null && /[,:\t]/.test(lines[0] ?? "");
  const entries = isHeaded ? indexed.slice(1) : indexed;
  if (entries.length > 0 && entries.every((match) => match !== null)) {
    return collect(entries.map(([, index, , name]) => [Number(index), name] as const));
  }
  return collect(lines.map((line, i) => [i, line.replace(/^n\d{8}\s+/, "")]));
}
