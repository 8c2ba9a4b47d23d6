import type { AttackSettings } from "../attack/attack.js";
import type { Graph, Value } from "../graph/types.js";
import type { Inspection } from "../inspect.js";
import { rowsOf } from "../model/probabilities.js";
import type { ZooEntry } from "../model/zoo/entry.js";
import type { FileGradient } from "../node/bare.js";
import type { CacheModel } from "../node/zoo/cache.js";
import type { AttackStudy } from "../report/studies/attack.js";
import type { ClassName, ClassScore } from "../report/studies/class-score.js";
import type { VisualizationStudy } from "../report/studies/visualization.js";
import type { VerifiedFigure } from "../verify/verify.js";

/**
 * What `--json` prints: one of these objects a line (docs/json.md). Numbers that JSON cannot express (an infinite PSNR)
 * are null.
 */
export type JsonRecord =
  | ClassificationRecord
  | SaliencyRecord
  | AttackRecord
  | VisualizationRecord
  | ReportRecord
  | StudioRecord
  | PicturesRecord
  | GradientRecord
  | DifferentiateRecord
  | InspectionRecord
  | VerificationRecord
  | ModelRecord
  | CachedModelRecord
  | FileRecord;

export interface ClassificationRecord {
  readonly type: "classification";
  readonly picture: string;
  readonly model: string;
  readonly top: readonly ClassScore[];
}

export interface SaliencyRecord {
  readonly type: "saliency";
  readonly picture: string;
  readonly model: string;
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly target: ClassScore;
  readonly top: ClassScore;
  /** Of the raw map. */
  readonly min: number;
  readonly max: number;
}

export interface AttackRecord {
  readonly type: "attack";
  readonly picture: string;
  readonly model: string;
  readonly method: string;
  readonly settings: AttackSettings;
  readonly target: ClassName;
  /** Whether the saved PNG, read back from disk, is classified as the target. */
  readonly success: boolean;
  readonly steps: number;
  readonly before: { readonly top: ClassScore; readonly target: ClassScore };
  readonly after: { readonly top: ClassScore; readonly target: ClassScore };
  readonly l2: number;
  readonly linf: number;
  /** L∞ in 1/255. */
  readonly levels: number;
  /** In dB; null where nothing changed. */
  readonly psnr: number | null;
  /** Null for pictures smaller than its window, 11 × 11. */
  readonly ssim: number | null;
}

export interface VisualizationRecord {
  readonly type: "visualization";
  /** Null for a channel of a layer. */
  readonly class: ClassName | null;
  readonly layer: string | null;
  readonly channel: number | null;
  readonly model: string;
  readonly recipe: string;
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  readonly seed: number;
  readonly from: string | null;
  readonly score: number;
  readonly probability: number | null;
}

export interface ReportRecord {
  readonly type: "report";
  readonly path: string;
  readonly models: readonly string[];
  readonly pictures: number;
  readonly language: string;
}

/** A page that is being served. */
export interface StudioRecord {
  readonly type: "studio";
  readonly url: string;
}

export interface PicturesRecord {
  readonly type: "pictures";
  readonly folder: string;
  readonly pictures: number;
  readonly classes: readonly string[];
  readonly seed: number;
  readonly size: number;
}

export interface GradientRecord {
  readonly type: "gradient";
  readonly model: string;
  readonly shape: readonly number[];
  readonly targets: readonly number[];
  /** Of each row, in the order of the batch. */
  readonly scores: readonly number[];
  /** Of the whole gradient. */
  readonly l2: number;
  /** Its largest magnitude. */
  readonly max: number;
}

export interface DifferentiateRecord {
  readonly type: "differentiate";
  readonly model: string;
  readonly of: string;
  readonly wrt: string;
  /** Names and shapes: `"seed [batch, 1000]"`. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A published figure, made again. */
export interface VerificationRecord extends VerifiedFigure {
  readonly type: "verification";
  readonly model: string;
  readonly picture: string;
  readonly class: ClassName;
  readonly target: ClassName;
}

/** What is understood of a model. */
export interface InspectionRecord extends Omit<Inspection, "name"> {
  readonly type: "inspection";
  readonly model: string;
}

/** A network that has a name. */
export interface ModelRecord {
  readonly type: "model";
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly license: string;
  readonly parameters: number;
  /** Height and width of the input. */
  readonly inputSize: number;
  /** In percent. */
  readonly top1: number | null;
  readonly use: string;
  /** In the cache; null where it is not there. */
  readonly path: string | null;
}

/** What is known of a model in the cache. */
export interface CachedModelRecord {
  readonly type: "cached-model";
  readonly name: string;
  readonly sha256: string;
  readonly path: string;
  /** Right and wrong have been hashed; present has not. */
  readonly state: "right" | "wrong" | "present" | "absent" | "removed";
  /** What is wrong with it. */
  readonly why: string | null;
}

/** A file that was written. */
export interface FileRecord {
  readonly type: "file";
  readonly path: string;
  readonly what: string;
}

/** The numbers of an attack. */
export function attackRecord(study: AttackStudy, model: string): AttackRecord {
  const { picture, method, settings, target, success, steps, before, after, distances } = study;
  return {
    type: "attack",
    ...{ picture, model, method, settings, target, success, steps, before, after },
    ...distances,
    psnr: Number.isFinite(distances.psnr) ? distances.psnr : null,
  };
}

/** The numbers of a class visualization. */
export function visualizationRecord(study: VisualizationStudy, model: string): VisualizationRecord {
  const { target, layer, recipe, settings, seed, from, scores, probabilities } = study;
  return {
    type: "visualization",
    ...(layer === null
      ? { class: target, layer, channel: null }
      : { class: null, layer, channel: target.index }),
    ...{ model, recipe, settings: { ...settings }, seed },
    from: from?.name ?? null,
    score: scores.at(-1) ?? Number.NaN,
    probability: layer === null ? (probabilities.at(-1) ?? Number.NaN) : null,
  };
}

/** The numbers of a gradient. */
export function gradientRecord({ name, gradient, scores, targets }: FileGradient): GradientRecord {
  const rows = rowsOf(scores);
  return {
    type: "gradient",
    ...{ model: name, shape: gradient.dims, targets },
    scores: targets.map((target, i) => rows[i]?.[target] ?? Number.NaN),
    l2: Math.sqrt(gradient.data.reduce((sum, element) => sum + element * element, 0)),
    max: gradient.data.reduce((max, element) => Math.max(max, Math.abs(element)), 0),
  };
}

/** What is understood of a model. */
export const inspectionRecord = ({ name, ...inspection }: Inspection): InspectionRecord => ({
  type: "inspection",
  model: name,
  ...inspection,
});

/** The interface of a graph that was written. */
export function differentiateRecord(
  model: string,
  { inputs, outputs }: Graph,
  { of, wrt }: { readonly of: string; readonly wrt: string },
): DifferentiateRecord {
  const described = ({ name, type }: Value): string => `${name} [${type.shape?.join(", ") ?? "?"}]`;
  return {
    type: "differentiate",
    model,
    of,
    wrt,
    inputs: inputs.map(described),
    outputs: outputs.map(described),
  };
}

/** An entry of the zoo and where it lies in the cache. */
export function modelRecord(entry: ZooEntry, path: string | null): ModelRecord {
  const { name, bytes, sha256, license, parameters, size, top1, use } = entry;
  return { type: "model", ...{ name, bytes, sha256, license, parameters, inputSize: size, top1, use, path } };
}

/** A model of the cache and how it is. */
export const cachedModelRecord = (
  { name, sha256, path }: CacheModel,
  state: CachedModelRecord["state"],
  why: string | null = null,
): CachedModelRecord => ({ type: "cached-model", name, sha256, path, state, why });
