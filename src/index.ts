// Every public name of the core, room by room, and nothing else.

export { type AscentOptions, ascent } from "./attack/ascent.js";
export type { Attack, AttackOptions, AttackSettings, AttackStep, Attempt } from "./attack/attack.js";
export { fgsm } from "./attack/fgsm.js";
export {
  type AttackEntry,
  type AttackMethodOptions,
  type AttackName,
  attackRecipes,
  attacks,
} from "./attack/index.js";
export { type Norm, type NormName, norms } from "./attack/norm.js";
export { type BallOptions, type PgdOptions, pgd, radiusOf } from "./attack/pgd.js";
export { attackBy, type Place, type Plan, type Walk } from "./attack/walk.js";
export type { Backend, Program, Progress, RunOptions, Session, Tensors } from "./backend.js";
export { type BareModel, type BareParts, type BareQuestion, differentiateBare, openBare } from "./bare.js";
export { type BareGradient, type BareGradientOptions, bareGradient } from "./bare-gradient.js";
export { type BackgroundName, backgroundNames } from "./bestiary/backgrounds.js";
export type { Brush } from "./bestiary/brush.js";
export type { Coat } from "./bestiary/coat.js";
export { collection } from "./bestiary/collection.js";
export { menagerie } from "./bestiary/menagerie.js";
export { drawScene, type Scene } from "./bestiary/scene.js";
export { type Species, shortName } from "./bestiary/species.js";
export { checkPreprocessing } from "./check-preprocessing.js";
export { type ClassGradient, type ClassQuestion, classGradient } from "./class-gradient.js";
export { type ErrorKind, RegardError } from "./errors.js";
export { chanceOverlap, intersectionOverUnion } from "./evaluate/intersection-over-union.js";
export { type Localization, localize } from "./evaluate/localization.js";
export { coverageOf, type Mask, maskOf } from "./evaluate/mask.js";
export { pointsAt } from "./evaluate/pointing-game.js";
export { type Answer, Explainer, oneHot, type Question, type Seed } from "./explainer.js";
export { type DifferentiateOptions, differentiate } from "./gradient/differentiate.js";
export type { GradRule, Op, Rules } from "./gradient/rule.js";
export { rules } from "./gradient/rules/index.js";
export { vjp } from "./gradient/vjp.js";
export {
  attribute,
  float,
  floats,
  graphAttribute,
  int,
  ints,
  string,
  strings,
  tensorAttribute,
} from "./graph/attributes.js";
export { Builder, type NodeOptions } from "./graph/builder.js";
export { floatConstant, intConstant, numbers } from "./graph/constants.js";
export { type ReadOptions, read } from "./graph/read.js";
export { simplify } from "./graph/simplify.js";
export { type Constant, type DType, type Tensor, type TypedArray, tensor } from "./graph/tensor.js";
export type { Attribute, Attributes, Dim, Graph, Node, Type, Value } from "./graph/types.js";
export { checkOpset, upgrade } from "./graph/upgrade.js";
export { checkWeights } from "./graph/weights.js";
export { type WriteOptions, write } from "./graph/write.js";
export { blur } from "./image/blur.js";
export { colorize, type Range, rangeOf, type Scaling } from "./image/colorize.js";
export { type Colormap, type ColormapName, colormaps } from "./image/colormap.js";
export { centerCrop, crop, roll } from "./image/crop.js";
export { type Difference, difference } from "./image/difference.js";
export { drawMap, isSigned } from "./image/draw-map.js";
export type { Figure, Panel, Row } from "./image/figure/figure.js";
export type { Axis, Plot, Series } from "./image/figure/plot.js";
export type { Heatmap } from "./image/heatmap.js";
export { blank, fromTensor, type Image, image, stack, toTensor } from "./image/image.js";
export { readNpy, readNpyFloats, writeNpy } from "./image/npy.js";
export { coverOf, type OverlayOptions, overlay } from "./image/overlay.js";
export { encodePng } from "./image/png.js";
export { type Quality, quality, ssim } from "./image/quality.js";
export { type Random, random } from "./image/random.js";
export { type Filter, resize, resizeMap, shortestEdge } from "./image/resize.js";
export {
  type InspectedLayer,
  type InspectedOperator,
  type Inspection,
  inspect,
  type Port,
} from "./inspect.js";
export { checkByPictures } from "./model/alternatives.js";
export { assemble, type Parts } from "./model/assemble.js";
export { findClass } from "./model/class-name.js";
export { type Fitted, fitPicture, paste, saving } from "./model/fit.js";
export { type LabelTable, readLabels } from "./model/labels.js";
export type { Layer, Model } from "./model/model.js";
export { inputRange, toInput, toPixels } from "./model/normalization.js";
export type { Preprocessing } from "./model/preprocessing.js";
export { type PreprocessorConfig, readPreprocessorConfig } from "./model/preprocessor-config.js";
export { argmax, probabilities, type Ranked, top } from "./model/probabilities.js";
export { clampTo, type Space, spaceOf } from "./model/space.js";
export { checkStatistics } from "./model/statistics.js";
export type { ZooEntry } from "./model/zoo/entry.js";
export { imagenetClasses } from "./model/zoo/imagenet-classes.js";
export { zoo } from "./model/zoo/zoo.js";
export {
  channelMeans,
  layer,
  layerOf,
  logits,
  logitsBeforeRelu,
  logProbabilities,
  type Objective,
} from "./objective.js";
export { attackFigure } from "./report/figures/attack.js";
export { saliencyFigure } from "./report/figures/saliency.js";
export { sweepFigure, visualizationFigure } from "./report/figures/visualization.js";
export { type AttackStudy, type AttackStudyOptions, studyAttack } from "./report/studies/attack.js";
export { type Classification, classify } from "./report/studies/classification.js";
export type { NamedPicture } from "./report/studies/named-picture.js";
export { type SaliencyOptions, type SaliencyStudy, studySaliency } from "./report/studies/saliency.js";
export {
  studyVisualization,
  sweep,
  type VisualizationOptions,
  type VisualizationStudy,
} from "./report/studies/visualization.js";
export { frenchNote } from "./report/texts/notes.fr.js";
export { type Sentences, translator } from "./report/texts/translate.js";
export { typesetFrench } from "./report/texts/typeset.fr.js";
export { createWording, type Wording } from "./report/wording.js";
export { type GradCamOptions, gradCam } from "./saliency/grad-cam.js";
export { gradient } from "./saliency/gradient.js";
export { gradientTimesInput } from "./saliency/gradient-times-input.js";
export { guidedBackprop } from "./saliency/guided-backprop.js";
export {
  type MethodEntry,
  type MethodName,
  type MethodOptions,
  saliencyMethods,
} from "./saliency/index.js";
export { type IntegratedGradientsOptions, integratedGradients } from "./saliency/integrated-gradients.js";
export type { Attribution, Method } from "./saliency/method.js";
export { type SmoothGradOptions, smoothGrad } from "./saliency/smooth-grad.js";
export { type Setting, type Settings, settle } from "./setting.js";
export {
  assignment,
  type Published,
  type PublishedFigure,
  readPublished,
} from "./verify/published.js";
export { type VerifiedFigure, verifyFigures } from "./verify/verify.js";
export { classVisualization } from "./visualize/class-visualization.js";
export type { ClimbStep, Recipe, Snapshot, Start, Visualization } from "./visualize/recipe.js";
export { type AscentRecipe, type RecipeName, recipeFor, recipes } from "./visualize/recipes.js";
export type { Channel, Standing, Target } from "./visualize/target.js";
