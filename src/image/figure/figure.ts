import type { ColormapName } from "../colormap.js";
import type { Image } from "../image.js";
import type { Plot } from "./plot.js";

/** A figure as plain data: a grid of panels with headings and captions. `renderFigure` draws it. */
export interface Figure {
  readonly title?: string;
  /** Headings over the columns. */
  readonly columns?: readonly string[];
  readonly rows: readonly Row[];
  /** Sentences under the figure: the settings, what is drawn and how. */
  readonly caption?: string;
}

/** One row of panels; `null` leaves a place empty. */
export interface Row {
  /** Written upwards at the left. */
  readonly heading?: string;
  readonly panels: readonly (Panel | null)[];
}

/** A picture or plot with what stands below it. */
export interface Panel {
  readonly content: Image | Plot;
  /** Lines below: the first in black, the others in gray; each wraps to two lines at most. */
  readonly caption?: readonly string[];
  /** The color of the frame, where it should stand out. */
  readonly frame?: string;
  /** A strip with the map's colors below the picture, and what its ends mean. */
  readonly colorbar?: { readonly colormap: ColormapName; readonly low: string; readonly high: string };
  /** How many columns it takes, 1 unless told otherwise. */
  readonly span?: number;
}
