import type { MethodName } from "../../saliency/index.js";
import type { Html } from "../html.js";
import { en } from "./en.js";
import { fr } from "./fr.js";

/** A class and how sure the network is of it, as the captions name them. */
export interface Named {
  readonly label: string;
  /** Formatted for the language, with its sign: `"99.8%"`. */
  readonly percent: string;
}

/** Every word of the report. A language is one object of this type, so a missing translation does not compile. */
export interface Texts {
  readonly title: (models: readonly string[]) => string;
  readonly subtitle: string;
  readonly lead: string;
  readonly contents: string;
  readonly figure: (number: number) => string;
  readonly table: (number: number) => string;
  /** Between a caption's lead word and what follows, and between label and value. */
  readonly colon: string;
  /** Numbers in parentheses. */
  readonly tuple: (numbers: readonly string[]) => string;
  /** A list in a sentence: "a, b and c". */
  readonly and: (items: readonly string[]) => string;
  readonly settings: {
    readonly caption: string;
    readonly network: string;
    readonly classes: string;
    readonly input: string;
    readonly inputValue: (width: number, height: number) => string;
    readonly preparation: string;
    readonly resizedTo: (width: number, height: number) => string;
    readonly shorterEdge: (pixels: number) => string;
    readonly cropped: (width: number, height: number) => string;
    readonly normalization: string;
    /** In which unit of x the rates of attacks and visualizations count. */
    readonly unit: string;
    readonly unitValue: (unit: string) => string;
    readonly channels: (order: string) => string;
    readonly origin: string;
    readonly assumed: string;
    readonly runtime: string;
    readonly seed: string;
    readonly pictures: string;
  };
  readonly saliency: {
    readonly heading: string;
    readonly question: string;
    /** Of the symbols that all methods share. */
    readonly symbols: Html;
    /** What a map of each method shows. */
    readonly methods: Readonly<Record<MethodName, Html>>;
    /** What no map shows. */
    readonly limits: string;
    readonly caption: (model: string, method: string) => string;
    /** How a map is drawn, and one with values below zero. */
    readonly scale: string;
    readonly signedScale: string;
    readonly mapOf: (target: Named) => string;
    readonly pictureAlt: (picture: string) => string;
    readonly mapAlt: (picture: string, label: string) => string;
    /** How well the maps find the objects of pictures whose masks are known. */
    readonly localization: (found: {
      readonly hits: number;
      readonly of: number;
      readonly chance: string;
      readonly overlap: string;
    }) => string;
    readonly noPictures: string;
  };
  readonly attack: {
    readonly heading: string;
    readonly question: string;
    /** Ends before a formula. */
    readonly method: string;
    readonly limits: (rate: string, steps: number) => Html;
    readonly letter: Html;
    /** The same of an attack that stays in a ball; `norm` is ∞ or 2. Ends before a formula. */
    readonly ballMethod: string;
    readonly ballLimits: (norm: string, radius: string, rate: string, steps: number) => Html;
    readonly display: Html;
    readonly original: string;
    readonly fooled: string;
    readonly difference: string;
    readonly differenceTimes: (times: number) => string;
    readonly fooledCaption: (picture: string, model: string, was: Named, now: Named, steps: number) => string;
    readonly failedCaption: (
      picture: string,
      model: string,
      was: Named,
      target: Named,
      steps: number,
    ) => string;
    readonly settings: (method: string, rate: string, steps: number) => string;
    readonly ball: (norm: string, radius: string) => string;
    /** How the difference panels of a figure are drawn. */
    readonly drawn: string;
    /** The share of clamped values for each magnification m. */
    readonly clamped: (shares: readonly { readonly times: number; readonly percent: string }[]) => string;
    readonly tableCaption: string;
    readonly columns: {
      readonly network: string;
      readonly picture: string;
      readonly target: string;
      readonly steps: string;
      readonly before: string;
      readonly after: string;
      readonly result: string;
    };
    readonly success: string;
    readonly failure: string;
    readonly levels: (count: string) => string;
  };
  readonly visualization: {
    readonly heading: string;
    readonly question: string;
    /** Ends before a formula. */
    readonly method: string;
    readonly meaning: Html;
    readonly regularization: string;
    readonly fromPicture: string;
    readonly caption: (label: string, model: string, from: string | null) => string;
    readonly recipe: (recipe: string, steps: number, rate: string, l2: string, jitter: number) => string;
    /** Said of recipes that follow the gradient's direction alone. */
    readonly normalized: string;
    readonly outcome: (score: string, percent: string) => string;
    /** The outcome of a channel, which has no probability. */
    readonly mean: (activation: string) => string;
    readonly start: string;
    readonly result: string;
    readonly step: (step: number) => string;
    readonly axes: { readonly step: string; readonly score: string; readonly probability: string };
    readonly options: { readonly rate: string; readonly steps: string; readonly l2: string };
    /** What a grid of several settings shows. */
    readonly sweep: (recipe: string, seed: number) => string;
    readonly curveAlt: (label: string) => string;
    readonly imageAlt: (label: string) => string;
    readonly stepAlt: (label: string, step: number) => string;
  };
  readonly remarks: string;
  /** A note of the library in this language, or as it is where there are no words for it. */
  readonly remark: (note: string) => string;
  readonly reproduce: { readonly heading: string; readonly text: string };
  readonly references: string;
  readonly footer: (version: string) => string;
}

/** The report's languages. */
export const languages = { en, fr } as const satisfies Record<string, Texts>;

export type Language = keyof typeof languages;
