import { remember, remembered } from "../state/storage.js";
import { en, type Texts } from "./en.js";

/** The languages of the page, each in its own words. */
export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

/** English comes with the page, so that it can always speak; others come when they are spoken. */
const texts: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => en,
  fr: async () => (await import("./fr.js")).fr,
};

const isLanguage = (name: string | null): name is Language => name !== null && Object.hasOwn(languages, name);

/** The language that was chosen here before, or the first of the browser's that the page has. */
function usual(): Language {
  const chosen = remembered("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

/** The words and the numbers of the language that is spoken. */
class Words {
  language: Language = $state("en");
  t: Texts = $state.raw(en);
  readonly #percents = $derived(
    new Intl.NumberFormat(this.language, {
      style: "percent",
      minimumSignificantDigits: 3,
      maximumSignificantDigits: 3,
    }),
  );
  readonly #powers = $derived(
    new Intl.NumberFormat(this.language, {
      notation: "scientific",
      minimumSignificantDigits: 3,
      maximumSignificantDigits: 3,
    }),
  );
  readonly #numbers = $derived(new Intl.NumberFormat(this.language, { maximumSignificantDigits: 3 }));
  /** How often a language was asked for: one that comes late does not take the place of one chosen since. */
  #asked = 0;
  /** What stands before the decimals. */
  readonly #point = $derived(
    this.#numbers.formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".",
  );

  /** Speaks the language that is usual here. Rejects where its words cannot be loaded. */
  async begin(): Promise<void> {
    await this.#speak(usual());
  }

  /** Speaks another language, now and from now on. Rejects where its words cannot be loaded. */
  async choose(language: Language): Promise<void> {
    if (await this.#speak(language)) remember("language", language);
  }

  /** Gives whether it is still the one that was asked for last. */
  async #speak(language: Language): Promise<boolean> {
    const asked = ++this.#asked;
    const t = await texts[language]();
    if (asked !== this.#asked) return false;
    this.t = t;
    this.language = language;
    return true;
  }

  /** What a picture is called: those of the page have names in this language. */
  title(title: string): string {
    return (Object.hasOwn(this.t.titles, title) ? this.t.titles[title] : undefined) ?? title;
  }

  /** A sentence of the core, where there is one in this language. */
  core(sentence: string): string {
    return this.t.core(sentence);
  }

  /** Does what the browser does for the first numbers that it writes, which takes it longer than to open a view. */
  prepare(): void {
    this.percent(0.5);
    this.number(0.5);
  }

  /** A probability with three digits; what is smaller than can be said so is smaller. */
  percent(probability: number): string {
    const { format } = this.#percents;
    if (probability < 1e-4) return `< ${format(1e-4).replace(/[.,]?0+(?=\D*$)/, "")}`;
    return format(probability);
  }

  number(value: number): string {
    const isSmall = value !== 0 && Math.abs(value) < 1e-3;
    return (isSmall ? this.#powers : this.#numbers).format(value).replace("E", "e");
  }

  /** A number as people type it in this language, from how an address has it. */
  typed(number: string): string {
    return number.replace(".", this.#point);
  }

  /** The other way round. */
  untyped(text: string): string {
    return text.replace(/\s/g, "").replace(this.#point, ".");
  }

  megabytes(bytes: number): string {
    const digits = bytes < 1e7 ? 1 : 0;
    const format = { style: "unit", unit: "megabyte", maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(this.language, format).format(bytes / 1e6).replace(" ", "\u00a0");
  }
}

export const words = new Words();
