import type { Image } from "../image.js";
import type { Figure, Panel } from "./figure.js";
import type { Plot } from "./plot.js";

/** One picture of a contact sheet with the lines below it: `step 25`, `score 31.4`. */
export interface Snapshot {
  readonly image: Image;
  readonly caption: readonly string[];
}

/** What stands around the snapshots. */
export interface SheetOptions {
  readonly title?: string;
  readonly caption?: string;
  /** How many stand side by side; by default the number from 4 to 6 that leaves the fewest empty places. */
  readonly columns?: number;
  /** A plot below them, over the whole width. */
  readonly plot?: Plot;
}

/** Snapshots in reading order as a figure. */
export function contactSheet(snapshots: readonly Snapshot[], options: SheetOptions = {}): Figure {
  const { columns = fewestEmpty(snapshots.length), plot, ...around } = options;
  const panels = snapshots.map(({ image, caption }): Panel => ({ content: image, caption }));
  const rows: { panels: Panel[] }[] = [];
  for (let i = 0; i < panels.length; i += columns) rows.push({ panels: panels.slice(i, i + columns) });
  if (plot !== undefined)
    rows.push({ panels: [{ content: plot, span: Math.min(columns, panels.length || columns) }] });
  return { ...around, rows };
}

function fewestEmpty(count: number): number {
  if (count <= 6) return Math.max(1, count);
  const empty = (columns: number): number => (columns - (count % columns)) % columns;
  return [5, 4, 6].reduce((best, columns) => (empty(columns) < empty(best) ? columns : best));
}
