import type { Fonts } from "../image/figure/font.js";
import { drawPlot, type Plot } from "../image/figure/plot.js";
import type { Image } from "../image/image.js";
import { pngDataUri } from "../image/png.js";
import { type Html, html, raw } from "./html.js";
import type { Language } from "./texts/texts.js";
import { createWording, type Wording } from "./wording.js";

/** What every section of the report is written with. */
export interface Context extends Wording {
  /** The picture as an element that carries its own bytes. */
  picture(image: Image, alt: string): Html;
  /** The plot as an element in the colors of the page. */
  plot(plot: Plot, alt: string): Html;
  /** The beginning of the next figure's caption. */
  figure(): Html;
  table(): Html;
}

/** Narrower pictures are shown with their pixels as squares, so that they do not look smoother than they are. */
const tiny = 100;

/** A plot is drawn at this size and scaled: its text stays readable on a telephone. */
const box = { x: 0, y: 0, width: 400, height: 230 } as const;

export function createContext(language: Language, fonts: Fonts): Context {
  const wording = createWording(language);
  let figures = 0;
  let tables = 0;
  const lead = (words: string): Html => html`<b>${words}.</b> `;
  return {
    ...wording,
    picture: (image, alt) =>
      html`<img${image.width < tiny ? raw(' class="tiny"') : null} src="${pngDataUri(image)}" alt="${alt}" width="${image.width}" height="${image.height}">`,
    plot: (plot, alt) =>
      html`<svg class="plot" viewBox="0 0 ${box.width} ${box.height}" role="img" aria-label="${alt}">${raw(drawPlot(plot, box, fonts))}</svg>`,
    figure: () => lead(wording.texts.figure(++figures)),
    table: () => lead(wording.texts.table(++tables)),
  };
}
