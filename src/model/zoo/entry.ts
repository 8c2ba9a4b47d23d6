import type { PreprocessorConfig } from "../preprocessor-config.js";

/** A published network by name: where its one file is served, how to know it, and what it expects. Where each field comes from: docs/models.md. */
export interface ZooEntry {
  readonly name: string;
  /** Where the same bytes are served; tried in turn. */
  readonly urls: readonly string[];
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly license: string;
  /** Which training the weights are from. */
  readonly weights: string;
  readonly preprocessing: Omit<PreprocessorConfig["preprocessing"], "origin">;
  /** The names of the classes by index. */
  readonly labels: readonly string[];
  /** Height and width of the input in pixels. */
  readonly size: number;
  readonly parameters: number;
  /** Published accuracy on ImageNet in percent; `null` where none is published for this file at this size. */
  readonly top1: number | null;
  /** What it is good for, in one line. */
  readonly use: string;
}

/** The preprocessing of an entry, as a model's own file would give it. */
export const zooPreprocessing = ({ name, preprocessing }: ZooEntry): PreprocessorConfig => ({
  preprocessing: { ...preprocessing, origin: `the zoo's entry ${name}` },
  notes: [],
});
