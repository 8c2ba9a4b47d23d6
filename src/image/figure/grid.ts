import type { Figure, Panel, Row } from "./figure.js";
import { style } from "./style.js";

/** Where the columns of a figure stand, in pixels. */
export interface Grid {
  /** The whole figure. */
  readonly width: number;
  /** The left edge of each column. */
  readonly columns: readonly number[];
  /** One column. */
  readonly cell: number;
  /** The middle of the row headings. */
  readonly heading: number;
}

/** Pictures are not drawn larger than this, nor plots wider, however few there are. */
const [largestPicture, widestPlot] = [340, 620];
const narrowest = 540;
const headingRoom = 30;

/** The columns of a figure that may be `width` pixels wide; a figure of few panels is narrower. */
export function gridOf({ columns = [], rows }: Figure, width: number): Grid {
  const count = Math.max(1, columns.length, ...rows.map(columnsOf));
  const pictures = rows.some(({ panels }) =>
    panels.some((panel) => panel !== null && !("series" in panel.content)),
  );
  const room = rows.some(({ heading }) => heading !== undefined) ? headingRoom : 0;
  const available = (width - 2 * style.margin - room - style.gap * (count - 1)) / count;
  const cell = Math.floor(Math.min(available, pictures ? largestPicture : widestPlot));
  const content = room + count * cell + (count - 1) * style.gap;
  const whole = Math.min(width, Math.max(content + 2 * style.margin, narrowest));
  const left = Math.floor((whole - content) / 2);
  return {
    width: whole,
    columns: Array.from({ length: count }, (_, i) => left + room + i * (cell + style.gap)),
    cell,
    heading: left + 12,
  };
}

/** How many pixels wide a panel over `span` columns is. */
export function spanWidth({ cell }: Grid, { span = 1 }: Panel): number {
  return span * cell + (span - 1) * style.gap;
}

function columnsOf({ panels }: Row): number {
  return panels.reduce((sum, panel) => sum + (panel?.span ?? 1), 0);
}
