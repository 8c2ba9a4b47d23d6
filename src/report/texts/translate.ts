/**
 * Sentences in one language by those of another. `{name}` stands for what is taken over as it is, `{name!}` for what has to be
 * such a sentence itself, or several with semicolons between them; what the other language does not need is left out there.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  readonly matches: RegExp;
  /** What stands in the braces, in the order of the groups. */
  readonly names: readonly string[];
  readonly other: string;
}

/** Makes what finds the other sentence; `null` for one that is not there. */
export function translator(sentences: Sentences): (sentence: string) => string | null {
  let patterns: readonly Pattern[] | null = null;

  const filled = ({ names, other }: Pattern, values: readonly string[]): string | null => {
    let result = other;
    for (const [i, name] of names.entries()) {
      const value = values[i] ?? "";
      const said = name.endsWith("!") ? several(value) : value;
      if (said === null) return null;
      result = result.replaceAll(`{${name}}`, () => said);
    }
    return result;
  };
  const translate = (sentence: string): string | null => {
    // Who meets no error does not wait for them.
    patterns ??= Object.entries(sentences).map(patternOf);
    for (const pattern of patterns) {
      const match = pattern.matches.exec(sentence);
      const found = match && filled(pattern, match.slice(1));
      if (found !== null) return found;
    }
    return null;
  };
  const several = (list: string): string | null => {
    const parts = list.split("; ").map(translate);
    return parts.includes(null) ? translate(list) : parts.join(" ; ");
  };
  return translate;
}

const hole = /\{(\w+!?)\}/;

function patternOf([sentence, other]: readonly [string, string]): Pattern {
  const parts = sentence.split(hole);
  const source = parts.map((part, i) =>
    i % 2 === 1 ? "(.+?)" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
  );
  return {
    matches: new RegExp(`^${source.join("")}$`, "s"),
    names: parts.filter((_, i) => i % 2 === 1),
    other,
  };
}
