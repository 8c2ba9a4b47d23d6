import type { Figure } from "../../image/figure/figure.js";
import type { Plot } from "../../image/figure/plot.js";
import { contactSheet } from "../../image/figure/sheet.js";
import type { VisualizationStudy } from "../studies/visualization.js";
import type { Wording } from "../wording.js";

/** The snapshots as a contact sheet, the score and the probability at each step below them. */
export function visualizationFigure(study: VisualizationStudy, model: string, wording: Wording): Figure {
  const words = wording.texts.visualization;
  const start = study.from === null ? [] : [{ image: study.from.image, caption: [words.start] }];
  const snapshots = study.snapshots.map(({ step, image }) => ({
    image,
    caption: [words.step(step), standing(study, step, wording)],
  }));
  return contactSheet([...start, ...snapshots], {
    caption: visualizationCaption(study, model, wording),
    plot: curvePlot(study, wording),
  });
}

/** Score and probability at each step. */
export function curvePlot({ layer, scores, probabilities }: VisualizationStudy, { texts }: Wording): Plot {
  const { step, score, probability } = texts.visualization.axes;
  const points = (values: readonly number[]): (readonly [number, number])[] => values.map((y, x) => [x, y]);
  return {
    x: { label: step },
    y: { label: score },
    ...(layer === null ? { right: { label: probability, range: [0, 1] as const } } : {}),
    series: [
      { label: score, points: points(scores) },
      ...(layer === null
        ? [{ label: probability, points: points(probabilities), axis: "right" as const }]
        : []),
    ],
  };
}

/** The probability at a step, or the score where a channel has no probability. */
function standing(
  { layer, scores, probabilities }: VisualizationStudy,
  step: number,
  { format }: Wording,
): string {
  return layer === null
    ? format.percent(probabilities[step] ?? Number.NaN)
    : format.short(scores[step] ?? Number.NaN);
}

/** What is shown, with which settings, and what came of it. */
export function visualizationCaption(
  { target, layer, from, recipe, settings, scores, probabilities }: VisualizationStudy,
  model: string,
  { texts, format }: Wording,
): string {
  const { caption, outcome, ...words } = texts.visualization;
  const { steps, rate, l2, jitter, normalized } = settings;
  return [
    caption(target.label, model, from?.name ?? null),
    words.recipe(recipe, steps, format.short(rate), format.short(l2), jitter),
    ...(normalized ? [words.normalized] : []),
    layer === null
      ? outcome(format.short(scores.at(-1) ?? Number.NaN), format.percent(probabilities.at(-1) ?? Number.NaN))
      : words.mean(format.short(scores.at(-1) ?? Number.NaN)),
  ].join(" ");
}

const options = ["rate", "steps", "l2"] as const;

/** The results of a sweep as a grid: the option with the most values across, the others downwards. */
export function sweepFigure(studies: readonly VisualizationStudy[], model: string, wording: Wording): Figure {
  const { texts, format } = wording;
  const [first] = studies;
  if (!first) return { rows: [] };
  const valuesOf = (name: (typeof options)[number]): number =>
    new Set(studies.map(({ settings }) => settings[name])).size;
  const varied = options.filter((name) => valuesOf(name) > 1).sort((a, b) => valuesOf(b) - valuesOf(a));
  const setting = (names: readonly (typeof options)[number][], { settings }: VisualizationStudy): string =>
    names.map((name) => `${texts.visualization.options[name]} ${format.short(settings[name])}`).join(", ");
  const across = varied.slice(0, 1);
  const down = options.filter((name) => varied.indexOf(name) > 0);
  const headings = (names: readonly (typeof options)[number][]): string[] => [
    ...new Set(studies.map((study) => setting(names, study))),
  ];
  const { target, from, recipe, seed } = first;
  const words = texts.visualization;
  return {
    ...(across.length > 0 ? { columns: headings(across) } : {}),
    rows: headings(down).map((heading) => ({
      ...(heading === "" ? {} : { heading }),
      panels: studies
        .filter((study) => setting(down, study) === heading)
        .map((study) => ({
          content: study.image,
          caption: [standing(study, study.scores.length - 1, wording)],
        })),
    })),
    caption: `${words.caption(target.label, model, from?.name ?? null)} ${words.sweep(recipe, seed)}`,
  };
}
