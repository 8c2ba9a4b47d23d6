import { createFormat, type Format } from "./format.js";
import type { ClassScore } from "./studies/class-score.js";
import { type Language, languages, type Named, type Texts } from "./texts/texts.js";

/** The words and numbers of a language. */
export interface Wording {
  readonly texts: Texts;
  readonly format: Format;
  named(score: ClassScore): Named;
}

export function createWording(language: Language): Wording {
  const format = createFormat(language);
  return {
    texts: languages[language],
    format,
    named: ({ label, probability }) => ({ label, percent: format.percent(probability) }),
  };
}
