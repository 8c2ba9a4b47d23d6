import type { Figure, Panel } from "../../image/figure/figure.js";
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
    caption: [words.step(step), wording.format.percent(study.probabilities[step] ?? Number.NaN)],
  }));
  return contactSheet([...start, ...snapshots], {
    caption: visualizationCaption(study, model, wording),
    plot: curvePlot(study, wording),
  });
}

/** Score and probability at each step. */
export function curvePlot({ scores, probabilities }: VisualizationStudy, { texts }: Wording): Plot {
  const { step, score, probability } = texts.visualization.axes;
  const points = (values: readonly number[]): (readonly [number, number])[] => values.map((y, x) => [x, y]);
  return {
    x: { label: step },
    y: { label: score },
    right: { label: probability, range: [0, 1] },
    series: [
      { label: score, points: points(scores) },
      { label: probability, points: points(probabilities), axis: "right" },
    ],
  };
}

/** What is shown, with which settings, and what came of it. */
export function visualizationCaption(
  { target, from, recipe, settings, scores, probabilities }: VisualizationStudy,
  model: string,
  { texts, format }: Wording,
): string {
  const { caption, outcome, ...words } = texts.visualization;
  const { steps, rate, l2, jitter } = settings;
  return [
    caption(target.label, model, from?.name ?? null),
    words.recipe(recipe, steps, format.short(rate), format.short(l2), jitter),
    outcome(format.short(scores.at(-1) ?? Number.NaN), format.percent(probabilities.at(-1) ?? Number.NaN)),
  ].join(" ");
}

/** The results of a sweep as a grid: the option that varies fastest across, the others downwards. */
export function sweepFigure(studies: readonly VisualizationStudy[], model: string, wording: Wording): Figure {
  const [first] = studies;
  if (!first) return { rows: [] };
  const options = ["rate", "steps", "l2"] as const;
  const varied = options.filter((name) =>
    studies.some(({ settings }) => settings[name] !== first.settings[name]),
  );
  const across = varied.at(-1);
  const { texts, format } = wording;
  const setting = (name: (typeof options)[number], { settings }: VisualizationStudy): string =>
    `${texts.visualization.options[name]} ${format.short(settings[name])}`;
  const columns = across ? [...new Set(studies.map((study) => setting(across, study)))] : [];
  const down = varied.slice(0, -1);
  const rows: { heading: string; panels: Panel[] }[] = [];
  for (const study of studies) {
    const heading = down.map((name) => setting(name, study)).join(", ");
    const row = rows.at(-1)?.heading === heading ? rows.at(-1) : undefined;
    const panel = {
      content: study.image,
      caption: [format.percent(study.probabilities.at(-1) ?? Number.NaN)],
    };
    if (row) row.panels.push(panel);
    else rows.push({ heading, panels: [panel] });
  }
  const { target, from, recipe, seed } = first;
  return {
    columns,
    rows: rows.map(({ heading, panels }) => (down.length > 0 ? { heading, panels } : { panels })),
    caption: `${texts.visualization.caption(target.label, model, from?.name ?? null)} ${texts.visualization.sweep(recipe, seed)}`,
  };
}
