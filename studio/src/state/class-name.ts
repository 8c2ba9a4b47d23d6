/** A class as an address names it: by its label, so that another network finds its own, or by its number where two have one label. */
export function nameOfClass(labels: readonly string[], index: number): string {
  const label = labels[index] ?? "";
  const isUnique = label !== "" && labels.indexOf(label) === labels.lastIndexOf(label);
  return isUnique ? label : String(index);
}

/** The class that an address names; `null` where the network has none such. */
export function classNamed(labels: readonly string[], name: string): number | null {
  const index = labels.indexOf(name);
  if (index >= 0) return index;
  return /^\d+$/.test(name) && Number(name) < labels.length ? Number(name) : null;
}

/** What a picture shall become unless told otherwise, where a network knows it. */
const usual = "stingray";

/** A class that is far from what the network says: the usual one, or else the tenth of those `ranked`, or the last. */
export function farClass(labels: readonly string[], ranked: readonly number[]): number | null {
  const known = labels.findIndex((label) => label.split(", ").includes(usual));
  if (known >= 0 && known !== ranked[0]) return known;
  return ranked[Math.min(9, ranked.length - 1)] ?? null;
}
