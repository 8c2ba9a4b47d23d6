import { type AttackEntry, attackRecipes, attacks } from "../../attack/index.js";
import { checkPreprocessing } from "../../check-preprocessing.js";
import type { Explainer } from "../../explainer.js";
import type { NetworkContent } from "../../report/content.js";
import { saliencyFigure } from "../../report/figures/saliency.js";
import { attackTarget, visualizedClasses } from "../../report/plan.js";
import type { AttackStudy } from "../../report/studies/attack.js";
import type { ClassName } from "../../report/studies/class-score.js";
import { type Classification, classify } from "../../report/studies/classification.js";
import type { NamedPicture } from "../../report/studies/named-picture.js";
import { type SaliencyStudy, studySaliency } from "../../report/studies/saliency.js";
import { studyVisualization, type VisualizationStudy } from "../../report/studies/visualization.js";
import type { Wording } from "../../report/wording.js";
import { saliencyMethods } from "../../saliency/index.js";
import { recipes } from "../../visualize/recipes.js";
import { attackInto } from "../attack-into.js";
import { slug, uniqueSlug } from "../files.js";
import type { Folder } from "../folder.js";
import { saveVisualization } from "../save-visualization.js";
import { classAsked } from "./class-asked.js";
import type { ReportOptions } from "./options.js";

/** What one network is asked. */
export interface Interview {
  readonly folder: Folder;
  readonly explainer: Explainer;
  readonly pictures: readonly NamedPicture[];
  readonly options: ReportOptions;
  readonly wording: Wording;
  /** What the names of this network's files begin with. */
  readonly prefix: string;
  /** Whether a class that this network does not know is replaced by a default, not refused. */
  readonly isSecond: boolean;
}

/** More attacks than this show nothing new. */
const mostAttacks = 3;

/** Asks a network the three questions and writes the figures. */
export async function interview(asked: Interview): Promise<NetworkContent> {
  const { explainer, pictures, options } = asked;
  const { signal } = options;
  // A mistyped class is known before the long work.
  const target = classAsked(asked, options.target);
  const classes = (options.classes ?? []).flatMap((name) => classAsked(asked, name) ?? []);
  const ranked = await classify(explainer, pictures, explainer.model.classes, { signal });
  const odd = await checkPreprocessing(explainer, pictures, {
    signal,
    onProgress: (at) => options.onProgress?.(`check of the preprocessing, ${explainer.model.name}`, at),
  });
  for (const note of odd) options.onNote?.(note);
  const saliency = await explainPictures(asked);
  const attacked = await attackPictures(asked, ranked, target);
  // Where the pictures' own classes are too few, the class that the first was fooled into is another.
  const candidates = [
    ...ranked.flatMap(({ top }) => top.slice(0, 1)),
    ...attacked.slice(0, 1).map((each) => each.target),
  ];
  const visualizations = await visualizeClasses(asked, candidates, classes);
  const { name, classes: count, size, preprocessing, notes } = explainer.model;
  return {
    facts: {
      name,
      classes: count,
      size,
      preprocessing,
      notes: [...notes, ...odd],
      runtime: explainer.runtime,
    },
    saliency,
    attacks: attacked,
    visualizations,
  };
}

async function explainPictures(asked: Interview): Promise<SaliencyStudy[]> {
  const { folder, explainer, pictures, options, wording, prefix } = asked;
  const { method = "gradient", signal, onProgress } = options;
  if (pictures.length === 0) return [];
  const studies = await studySaliency(explainer, pictures, saliencyMethods[method].create(), {
    ...{ name: method, signal },
    onProgress: (at) => onProgress?.(`saliency, ${explainer.model.name}`, at),
  });
  const figure = saliencyFigure(studies, explainer.model.name, wording);
  await folder.figure(`${prefix}saliency.png`, "figure", figure);
  return studies;
}

async function attackPictures(
  asked: Interview,
  ranked: readonly Classification[],
  wanted: number | null,
): Promise<AttackStudy[]> {
  const { folder, explainer, pictures, options, wording, prefix } = asked;
  const { attack = "ascent", attackRecipe = "standard", signal, onProgress } = options;
  const entry: AttackEntry = attacks[attack];
  const made = entry.create(attack === "ascent" ? attackRecipes[attackRecipe] : {});
  const taken = new Set<string>();
  const studies: AttackStudy[] = [];
  for (const [i, picture] of pictures.slice(0, mostAttacks).entries()) {
    const target = attackTarget(explainer.model, wanted, ranked[i]?.top ?? []);
    const study = await attackInto(folder, explainer, picture, made, {
      ...{ name: attack, target: target.index, signal, wording },
      file: `${prefix}${uniqueSlug(picture.name, taken)}`,
      onProgress: (at) => onProgress?.(`attack on ${picture.name}, ${explainer.model.name}`, at),
    });
    studies.push(study);
  }
  return studies;
}

async function visualizeClasses(
  asked: Interview,
  candidates: readonly ClassName[],
  wanted: readonly number[],
): Promise<VisualizationStudy[]> {
  const { folder, explainer, pictures, options, wording, prefix } = asked;
  const { recipe = "tp8", steps = recipes[recipe].steps, seed = 0, signal, onProgress } = options;
  const { model } = explainer;
  const classes = visualizedClasses(model, wanted, candidates);
  const jobs: (readonly [target: ClassName, from: NamedPicture | null])[] = classes.map((target) => [
    target,
    null,
  ]);
  const [first] = pictures;
  const towards = [...classes, ...candidates].find(({ index }) => index !== candidates[0]?.index);
  if (first && towards) jobs.push([towards, first]);
  const studies: VisualizationStudy[] = [];
  for (const [target, from] of jobs) {
    const start = from ? ` from ${from.name}` : "";
    const study = await studyVisualization(explainer, target.index, {
      ...{ recipe, settings: { ...recipes[recipe], steps }, seed, from, signal },
      onProgress: (at) => onProgress?.(`${target.label}${start}, ${model.name}`, at),
    });
    const file = `${prefix}${slug(target.label)}${from ? `.from-${slug(from.name)}` : ""}`;
    await saveVisualization(folder, study, model.name, { file, format: "gif", wording });
    studies.push(study);
  }
  return studies;
}
