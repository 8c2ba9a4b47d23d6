import type { Model } from "../model/model.js";
import type { AttackStudy } from "./studies/attack.js";
import type { SaliencyStudy } from "./studies/saliency.js";
import type { VisualizationStudy } from "./studies/visualization.js";
import type { Language } from "./texts/texts.js";

/** Everything that a report shows; figures and page are made from this alone. */
export interface ReportContent {
  readonly language: Language;
  /** Of Regard. */
  readonly version: string;
  /** The command line that repeats the report, or `null`. */
  readonly command: string | null;
  readonly seed: number;
  /** One network, or two that stand side by side. */
  readonly networks: readonly NetworkContent[];
}

/** What one network said to the three questions. */
export interface NetworkContent {
  readonly facts: NetworkFacts;
  readonly saliency: readonly SaliencyStudy[];
  readonly attacks: readonly AttackStudy[];
  readonly visualizations: readonly VisualizationStudy[];
}

/** A network as the table of settings shows it. */
export interface NetworkFacts extends Pick<Model, "name" | "classes" | "size" | "preprocessing" | "notes"> {
  /** What ran it, in words. */
  readonly runtime: string;
}
