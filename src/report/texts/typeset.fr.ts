/**
 * The same words with the spaces of French where a line must not break: narrow ones inside of « » and before ; ! and ?, a whole
 * one before a colon and around what is counted; and with hyphens that hold. Written as plain ones they can be told from one
 * another, and none is forgotten.
 */
export function typesetFrench<Texts>(texts: Texts): Texts {
  return set(texts) as Texts;
}

function set(texts: unknown): unknown {
  if (typeof texts === "string") return spaced(texts);
  if (typeof texts === "function") return (...given: unknown[]) => set(texts(...given));
  if (Array.isArray(texts)) return texts.map(set);
  if (typeof texts !== "object" || texts === null) return texts;
  return Object.fromEntries(Object.entries(texts).map(([name, each]) => [name, set(each)]));
}

const spaced = (text: string): string =>
  text
    .replace(/ (?=[»;!?])|(?<=«) /g, "\u202f")
    .replace(/ (?=[:×])|(?<=×) (?=\d)/g, "\u00a0")
    .replace(/-t-(?=(il|elle|on)s?\b)/g, "\u2011t\u2011");
