import { drawMap, isSigned } from "../../image/draw-map.js";
import type { Figure, Panel, Row } from "../../image/figure/figure.js";
import type { SaliencyStudy } from "../studies/saliency.js";
import type { Wording } from "../wording.js";

/** More pictures than this side by side become too small to see anything. */
const widest = 6;

/** Rows of pictures over rows of their maps, classes and probabilities under them. */
export function saliencyFigure(studies: readonly SaliencyStudy[], model: string, wording: Wording): Figure {
  // As even rows as possible: 7 pictures are 4 and 3, not 6 and 1.
  const columns = Math.ceil(studies.length / Math.ceil(studies.length / widest));
  const rows: Row[] = [];
  for (let i = 0; i < studies.length; i += columns) {
    const part = studies.slice(i, i + columns);
    const empty = Array<null>(columns - part.length).fill(null);
    rows.push({ panels: [...part.map(({ image }): Panel => ({ content: image })), ...empty] });
    rows.push({ panels: [...part.map((study) => mapPanel(study, wording)), ...empty] });
  }
  return { rows, caption: saliencyCaption(studies, model, wording) };
}

/** What is shown, by which method, in which colors. */
export function saliencyCaption(
  studies: readonly SaliencyStudy[],
  model: string,
  { texts }: Wording,
): string {
  const { caption, scale, signedScale } = texts.saliency;
  const methods = texts.and([...new Set(studies.map(({ method }) => method))]);
  const signed = studies.filter(({ map }) => isSigned(map)).length;
  return [
    caption(model, methods),
    ...(signed < studies.length ? [scale] : []),
    ...(signed > 0 ? [signedScale] : []),
  ].join(" ");
}

function mapPanel({ map, top, target }: SaliencyStudy, { texts, format, named }: Wording): Panel {
  const other = target.index === top.index ? [] : [texts.saliency.mapOf(named(target))];
  return { content: drawMap(map), caption: [top.label, format.percent(top.probability), ...other] };
}
