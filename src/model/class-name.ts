import { RegardError, unknownName } from "../errors.js";
import type { Model } from "./model.js";

/** Spelled alike: "Bee_Eater" and "bee eater". */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");

/**
 * The index of the class that a person means: by index, by name (also one of several separated by commas, in any case), or
 * by a part that only one name has. Throws `RegardError("usage")` listing what matches, or what is nearest.
 */
export function findClass(model: Pick<Model, "name" | "classes" | "labels">, asked: string | number): number {
  if (typeof asked === "number") return checkIndex(model, asked);
  const text = asked.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return checkIndex(model, Number(text));
  const wanted = plain(text);
  if (wanted === "") throw new RegardError("usage", "the name of the class is empty");
  const where = (matches: (label: string) => boolean): number[] =>
    model.labels.flatMap((label, i) => (matches(label) ? [i] : []));

  // From the narrowest to the widest: "crane" names two classes, but "Cardigan" the dog and "cardigan" the coat one each.
  const readings = [
    where((label) => label.trim() === text),
    where((label) => plain(label) === wanted),
    where((label) => label.split(",").some((synonym) => plain(synonym) === wanted)),
    where((label) => plain(label).includes(wanted)),
  ];
  const found = readings.find((matches) => matches.length > 0);
  if (!found) throw unknownName("class", text, model.labels);
  const [only, ...others] = found;
  if (others.length === 0) return only as number;
  const shown = found.slice(0, 12).map((index) => `${index} ${model.labels[index]}`);
  const more = found.length > 12 ? ", …" : "";
  throw new RegardError(
    "usage",
    `"${text}" fits ${found.length} classes of ${model.name}: ${shown.join(", ")}${more}; name one by its index`,
  );
}

function checkIndex({ name, classes }: Pick<Model, "name" | "classes">, index: number): number {
  if (Number.isInteger(index) && index >= 0 && index < classes) return index;
  throw new RegardError("usage", `no class ${index}: the classes of ${name} are 0 to ${classes - 1}`);
}
