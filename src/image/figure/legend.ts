import type { Series } from "./axis.js";
import { type Fonts, textWidth } from "./font.js";
import { style } from "./style.js";
import { element } from "./svg.js";
import { drawText, wrap } from "./text.js";

/** How line `index` of a plot is drawn: colors and dashes, so that it is told apart without color too. */
export function stroke(index: number): {
  stroke: string;
  "stroke-width": number;
  "stroke-dasharray": string | undefined;
} {
  const kind = index % style.series.length;
  return {
    stroke: style.series[kind] as string,
    "stroke-width": 1.8,
    "stroke-dasharray": style.dashes[kind],
  };
}

/** The lines of a plot with their labels, side by side from (x, y) on. */
export function drawLegend(
  series: readonly Series[],
  x: number,
  y: number,
  width: number,
  { regular }: Fonts,
): string {
  const [sample, gap] = [30, 20];
  const room = width / series.length - sample - gap;
  let at = x;
  return series
    .map(({ label }, i) => {
      const [text = ""] = wrap(regular, label, style.tick, room, 1);
      const start = at;
      at += sample + textWidth(regular, text, style.tick) + gap;
      return (
        element("line", { x1: start, x2: start + sample - 6, y1: y - 4, y2: y - 4, ...stroke(i) }) +
        drawText(regular, text, start + sample, y, { size: style.tick })
      );
    })
    .join("");
}
