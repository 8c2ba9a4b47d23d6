import { type Axis, extentOf, type Scale, type Series, scaleOf } from "./axis.js";
import { type Fonts, textWidth } from "./font.js";
import { drawLegend, stroke } from "./legend.js";
import { style } from "./style.js";
import { decimal, element } from "./svg.js";
import { drawText, wrap } from "./text.js";

export type { Axis, Series } from "./axis.js";

/** A line plot as plain data. */
export interface Plot {
  readonly x: Axis;
  readonly y: Axis;
  /** A second vertical axis, at the right. */
  readonly right?: Axis;
  readonly series: readonly Series[];
}

/** A rectangle of the figure, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The plot within a box, axes and labels included. */
export function drawPlot(plot: Plot, box: Box, fonts: Fonts): string {
  const legend = plot.series.length > (plot.right === undefined ? 1 : 2);
  const top = box.y + (legend ? 30 : 14);
  const bottom = box.y + box.height - 42;
  const vertical = (side: "left" | "right", { range }: Axis): Scale =>
    scaleOf(range ?? extentOf(plot.series, 1, side), Math.max(2, (bottom - top) / 42), [bottom, top], {
      widen: range === undefined,
    });
  const left = vertical("left", plot.y);
  const right = plot.right === undefined ? null : vertical("right", plot.right);
  const room = (axis: Scale): number =>
    Math.max(...axis.ticks.map(({ label }) => textWidth(fonts.regular, label, style.tick))) + 34;
  const from = box.x + room(left);
  const to = box.x + box.width - (right === null ? 12 : room(right));
  const whole = plot.series.every(({ points }) => points.every(([x]) => Number.isInteger(x)));
  const steps = plot.x.range ?? extentOf(plot.series, 0);
  const across = scaleOf(steps, Math.max(2, (to - from) / 90), [from, to], { whole });
  const small = { size: style.tick, color: style.muted };
  const baseline = style.tick * 0.36;

  const parts = [
    ...left.ticks.flatMap(({ at, label }) => [
      element("line", { x1: from, x2: to, y1: at, y2: at, stroke: style.grid }),
      drawText(fonts.regular, label, from - 7, at + baseline, { ...small, anchor: "end" }),
    ]),
    ...(right?.ticks ?? []).map(({ at, label }) =>
      drawText(fonts.regular, label, to + 7, at + baseline, small),
    ),
    ...across.ticks.flatMap(({ at, label }) => [
      element("line", {
        x1: at,
        x2: at,
        y1: bottom,
        y2: bottom + 4,
        stroke: style.muted,
        "stroke-width": 0.8,
      }),
      drawText(fonts.regular, label, at, bottom + 17, { ...small, anchor: "middle" }),
    ]),
    element("path", {
      d: `M${decimal(from)} ${decimal(top)}V${decimal(bottom)}H${decimal(to)}${right === null ? "" : `V${decimal(top)}`}`,
      fill: "none",
      stroke: style.muted,
      "stroke-width": 0.8,
    }),
    ...plot.series.map((series, i) =>
      line(series, across, series.axis === "right" && right !== null ? right : left, i),
    ),
    axisLabel(plot.x.label, (from + to) / 2, bottom + 35, to - from, 0, style.ink, fonts),
    axisLabel(
      plot.y.label,
      box.x + 12,
      (top + bottom) / 2,
      bottom - top,
      -90,
      axisColor(plot, "left"),
      fonts,
    ),
  ];
  if (plot.right !== undefined) {
    const x = box.x + box.width - 4;
    parts.push(
      axisLabel(plot.right.label, x, (top + bottom) / 2, bottom - top, -90, axisColor(plot, "right"), fonts),
    );
  }
  if (legend) parts.push(drawLegend(plot.series, from, box.y + 18, to - from, fonts));
  return parts.join("");
}

/** Every text of the plot, for readers that do not see it. */
export function plotTexts(plot: Plot): string[] {
  return [plot.x.label, plot.y.label, plot.right?.label ?? "", ...plot.series.map(({ label }) => label)];
}

function line({ points }: Series, across: Scale, up: Scale, index: number): string {
  let drawing = false;
  let d = "";
  for (const [x, y] of points) {
    const visible = Number.isFinite(x) && Number.isFinite(y);
    if (visible) d += `${drawing ? "L" : "M"}${decimal(across.place(x))} ${decimal(up.place(y))}`;
    drawing = visible;
  }
  return element("path", { d, fill: "none", "stroke-linejoin": "round", ...stroke(index) });
}

/** The color of the only line on an axis, black where there are more. */
function axisColor({ series, right }: Plot, side: "left" | "right"): string {
  const mine = series.flatMap(({ axis = "left" }, i) => (axis === side ? [i] : []));
  return right !== undefined && mine.length === 1 ? stroke(mine[0] as number).stroke : style.ink;
}

function axisLabel(
  label: string,
  x: number,
  y: number,
  room: number,
  rotate: number,
  color: string,
  { regular }: Fonts,
): string {
  const [line = ""] = wrap(regular, label, style.small, room, 1);
  return drawText(regular, line, x, y, { size: style.small, color, anchor: "middle", rotate });
}
