import type { AttackSettings } from "../../attack/attack.js";
import type { NormName } from "../../attack/norm.js";
import { type Difference, difference } from "../../image/difference.js";
import type { Figure } from "../../image/figure/figure.js";
import { type Image, toTensor } from "../../image/image.js";
import type { AttackStudy } from "../studies/attack.js";
import type { ClassScore } from "../studies/class-score.js";
import type { Wording } from "../wording.js";

/** How much the last panel exaggerates. */
const exaggeration = 10;

/** One of the four panels of an attack. */
export interface AttackPanel {
  readonly title: string;
  readonly image: Image;
  readonly under: string;
}

/** The four panels of an attack and the sentences below them, for the figure and for the page. */
export function attackPanels(
  study: AttackStudy,
  model: string,
  wording: Wording,
): { readonly panels: readonly AttackPanel[]; readonly caption: string } {
  const { original, fooled, before, after } = study;
  const words = wording.texts.attack;
  const said = ({ label, probability }: ClassScore): string =>
    `${label}, ${wording.format.percent(probability)}`;
  const [from, to] = [toTensor(original), toTensor(fooled)];
  const plain = difference(to, from);
  const large = difference(to, from, exaggeration);
  return {
    panels: [
      { title: words.original, image: original, under: said(before.top) },
      { title: words.fooled, image: fooled, under: said(after.top) },
      { title: words.difference, image: plain.image, under: "m = 1" },
      { title: words.differenceTimes(exaggeration), image: large.image, under: `m = ${exaggeration}` },
    ],
    caption: [
      story(study, model, wording),
      words.settings(study.method, wording.format.short(study.settings.rate), study.settings.maxSteps),
      ...ballOf(study.settings, wording).map(({ symbol, radius }) => words.ball(symbol, radius)),
      words.clamped([plain, large].map((each) => share(each, wording))),
    ].join(" "),
  };
}

/** Original, fooled, difference and difference × 10, drawn as 0.5 + m · (fooled − original) and clamped. */
export function attackFigure(study: AttackStudy, model: string, wording: Wording): Figure {
  const { panels, caption } = attackPanels(study, model, wording);
  return {
    columns: panels.map(({ title }) => title),
    rows: [{ panels: panels.map(({ image, under }) => ({ content: image, caption: [under] })) }],
    caption: `${caption} ${wording.texts.attack.drawn}`,
  };
}

/** The ball that an attack stays in, in words; none where it is not bounded. */
export function ballOf(
  { norm, epsilon }: AttackSettings,
  { texts, format }: Pick<Wording, "texts" | "format">,
): { readonly norm: NormName; readonly symbol: string; readonly radius: string }[] {
  if (norm === undefined || epsilon === undefined) return [];
  return norm === "l2"
    ? [{ norm, symbol: "₂", radius: format.short(epsilon) }]
    : [{ norm, symbol: "∞", radius: texts.attack.levels(format.number(255 * epsilon, 1)) }];
}

function story(study: AttackStudy, model: string, { texts, named }: Wording): string {
  const { picture, before, after, steps } = study;
  const { fooledCaption, failedCaption } = texts.attack;
  const was = named(before.top);
  return study.success
    ? fooledCaption(picture, model, was, named(after.top), steps)
    : failedCaption(picture, model, was, named(after.target), steps);
}

const share = ({ magnification, clamped }: Difference, { format }: Wording) => ({
  times: magnification,
  percent: format.percent(clamped),
});
