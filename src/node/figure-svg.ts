import type { Figure } from "../image/figure/figure.js";
import { renderFigure } from "../image/figure/render.js";
import { loadFonts } from "./fonts.js";
import { plainPngUri } from "./png.js";

/** The figure as an SVG document for `svgToPng`: large, because its pictures are not compressed. */
export async function figureSvg(figure: Figure): Promise<string> {
  return renderFigure(figure, await loadFonts(), undefined, plainPngUri);
}
