import { pngDataUri } from "../png.js";
import type { Figure } from "./figure.js";
import type { Font, Fonts } from "./font.js";
import { gridOf } from "./grid.js";
import { plotTexts } from "./plot.js";
import { drawRow } from "./row.js";
import { style } from "./style.js";
import { element, escapeXml } from "./svg.js";
import { drawText, wrap } from "./text.js";

/**
 * The figure as one SVG document, at most `width` pixels wide: white ground, pictures inside as `uriOf` writes them, all text
 * as outlines, so that it looks the same everywhere. The texts stand in the document's description too.
 */
export function renderFigure(figure: Figure, fonts: Fonts, width = 1100, uriOf = pngDataUri): string {
  const grid = gridOf(figure, width);
  const parts: string[] = [];
  let y: number = style.margin;
  const paragraph = (font: Font, text: string, size: number, color: string, leading: number): void => {
    for (const line of wrap(font, text, size, grid.width - 2 * style.margin)) {
      y += size * leading;
      parts.push(drawText(font, line, style.margin, y - size * (leading - 1), { size, color }));
    }
  };

  if (figure.title !== undefined) {
    paragraph(fonts.bold, figure.title, style.title, style.ink, 1.25);
    y += 14;
  }
  if (figure.columns !== undefined) {
    const headings = figure.columns.map((text) => wrap(fonts.bold, text, style.heading, grid.cell, 2));
    const leading = style.heading * 1.3;
    y += Math.max(...headings.map(({ length }) => length)) * leading;
    headings.forEach((lines, column) => {
      const x = (grid.columns[column] as number) + grid.cell / 2;
      lines.forEach((line, i) => {
        const baseline = y - (lines.length - 1 - i) * leading - 4;
        parts.push(drawText(fonts.bold, line, x, baseline, { size: style.heading, anchor: "middle" }));
      });
    });
    y += 5;
  }
  figure.rows.forEach((row, index) => {
    if (index > 0) y += style.gap * 0.8;
    const { svg, height } = drawRow(row, grid, y, { fonts, uriOf });
    parts.push(svg);
    y += height;
  });
  if (figure.caption !== undefined) {
    y += 14;
    paragraph(fonts.regular, figure.caption, style.small, style.muted, 1.5);
  }

  const height = Math.ceil(y + style.margin);
  const size = { width: grid.width, height };
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${grid.width} ${height}`, role: "img" },
    figure.title === undefined ? "" : `<title>${escapeXml(figure.title)}</title>`,
    `<desc>${escapeXml(textsOf(figure).join("\n"))}</desc>`,
    element("rect", { ...size, fill: style.background }),
    ...parts,
  );
}

/** Every text of the figure in reading order. */
function textsOf({ title, columns = [], rows, caption }: Figure): string[] {
  const panels = rows.flatMap((row) => [
    row.heading,
    ...row.panels.flatMap((panel) => {
      if (panel === null) return [];
      return [...("series" in panel.content ? plotTexts(panel.content) : []), ...(panel.caption ?? [])];
    }),
  ]);
  return [title, ...columns, ...panels, caption].filter(
    (text) => text !== undefined && text !== "",
  ) as string[];
}
