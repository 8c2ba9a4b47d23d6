import type { Figure } from "../image/figure/figure.js";
import { renderFigure } from "../image/figure/render.js";
import { svgToPng } from "./encode.js";
import { loadFonts } from "./fonts.js";
import { plainPngUri } from "./png.js";

/** The figure as a PNG file, two pixels for each of its own. Throws where it cannot be drawn. */
export async function drawFigure(figure: Figure): Promise<Uint8Array> {
  return svgToPng(renderFigure(figure, await loadFonts(), undefined, plainPngUri));
}
