import type { Range } from "../colorize.js";
import { type TickOptions, ticksOf } from "./ticks.js";

/** One axis: its label, and its range where it should not come from the data. */
export interface Axis {
  readonly label: string;
  readonly range?: Range;
}

/** One line; where a number is not finite, the line has a gap. */
export interface Series {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The vertical axis it is drawn against, the left one unless told otherwise. */
  readonly axis?: "left" | "right";
}

/** Where the values of an axis stand in the figure. */
export interface Scale {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** The position of a value, in pixels. */
  place(value: number): number;
}

/** Places values of a range between two positions, with about `count` marks. */
export function scaleOf(wanted: Range, count: number, [start, end]: Range, options: TickOptions): Scale {
  const { range, values, labels } = ticksOf(wanted, count, options);
  const [low, high] = range;
  const place = (value: number): number => start + ((value - low) / (high - low)) * (end - start);
  return { place, ticks: values.map((value, i) => ({ at: place(value), label: labels[i] as string })) };
}

/** The least and the greatest coordinate of the lines, or of those on one side only; [0, 1] where there is none. */
export function extentOf(series: readonly Series[], coordinate: 0 | 1, side?: "left" | "right"): Range {
  const drawn = series.filter(({ axis = "left" }) => side === undefined || axis === side);
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of drawn) {
    for (const { [coordinate]: value } of points) {
      if (!Number.isFinite(value)) continue;
      [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
    }
  }
  return least > greatest ? [0, 1] : [least, greatest];
}
