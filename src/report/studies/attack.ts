import type { Attack, AttackSettings, AttackStep } from "../../attack/attack.js";
import type { RunOptions } from "../../backend.js";
import type { Explainer } from "../../explainer.js";
import type { Tensor } from "../../graph/tensor.js";
import { fromTensor, type Image } from "../../image/image.js";
import { type Quality, quality } from "../../image/quality.js";
import { fitPicture, paste, saving } from "../../model/fit.js";
import { bestClasses, type ClassName, type ClassScore, className } from "./class-score.js";
import type { NamedPicture } from "./named-picture.js";

/** A picture, what an attack made of it, and what the network says of both. */
export interface AttackStudy {
  readonly picture: string;
  readonly method: string;
  readonly settings: AttackSettings;
  readonly target: ClassName;
  readonly original: Image;
  /** The saved picture as the network sees it after it was read back. */
  readonly fooled: Image;
  readonly before: Judgement;
  readonly after: Judgement;
  /** Whether the saved picture, read back through the whole preprocessing, is classified as the target. */
  readonly success: boolean;
  readonly steps: number;
  /** Between `original` and `fooled`. */
  readonly distances: Quality;
  readonly notes: readonly string[];
}

/** What a network says of a picture under attack. */
export interface Judgement {
  readonly top: ClassScore;
  readonly target: ClassScore;
}

export interface AttackStudyOptions extends RunOptions {
  /** The attack's name, for captions. */
  readonly name: string;
  readonly target: number;
  /** Saves a picture without loss and gives what reading it again gives: the judgement is made on that. */
  readonly saveAndRead: (picture: Image) => Promise<Image>;
  /** Told of the start and of every step. */
  readonly onStep?: ((step: AttackStep) => void) | undefined;
}

/** Attacks a picture and judges the result as whoever opens the saved file would see it. */
export async function studyAttack(
  explainer: Explainer,
  picture: NamedPicture,
  attack: Attack,
  { name, target, saveAndRead, signal, onProgress, onStep }: AttackStudyOptions,
): Promise<AttackStudy> {
  const { model } = explainer;
  const fitted = fitPicture(model, picture.image);
  const { pixels } = fitted;
  const judge = async (seen: Tensor): Promise<Judgement> => {
    const classes = bestClasses(model, await explainer.scores(seen, signal));
    const find = (index: number): ClassScore => classes.find((each) => each.index === index) as ClassScore;
    return { top: classes[0] as ClassScore, target: find(target) };
  };
  const before = await judge(pixels);
  const attempt = await attack(explainer, pixels, target, {
    saved: saving(model, fitted),
    signal,
    onProgress,
    onStep,
  });
  const saved = await saveAndRead(paste(fitted, attempt.adversarial));
  const seen = fitPicture(model, saved).pixels;
  const after = await judge(seen);
  return {
    picture: picture.name,
    method: name,
    settings: attempt.settings,
    target: className(model, target),
    original: fromTensor(pixels),
    fooled: fromTensor(seen),
    before,
    after,
    success: after.top.index === target,
    steps: attempt.steps,
    distances: quality(pixels, seen),
    notes: attempt.notes,
  };
}
