import { colormaps } from "../colormap.js";
import type { Image } from "../image.js";
import type { Panel, Row } from "./figure.js";
import { type Fonts, textWidth } from "./font.js";
import { type Grid, spanWidth } from "./grid.js";
import { type Box, drawPlot } from "./plot.js";
import { style } from "./style.js";
import { element } from "./svg.js";
import { drawText, wrap } from "./text.js";

/** Pictures taller than this times their column's width are made narrower instead. */
const tallest = 1.25;
/** From this magnification on, pixels are drawn as squares, so that a small map does not look smoother than it is. */
const pixelated = 2;
const colorbarRoom = 22;

/** What a row is drawn with. */
interface Tools {
  readonly fonts: Fonts;
  /** A picture as the address of its file. */
  readonly uriOf: (picture: Image) => string;
}

/** A row of panels from `y` downwards: pictures end on one line, captions begin on one. */
export function drawRow(row: Row, grid: Grid, y: number, tools: Tools): { svg: string; height: number } {
  const { fonts } = tools;
  let column = 0;
  const cells = row.panels.map((panel) => {
    const x = grid.columns[column] ?? 0;
    column += panel?.span ?? 1;
    return { panel, x };
  });
  const content = contentHeight(row, grid);
  const bars = row.panels.some((panel) => panel?.colorbar !== undefined) ? colorbarRoom : 0;
  const captions = cells.map(({ panel, x }) => drawCaption(panel, grid, x, y + content + bars + 5, fonts));
  const parts = cells.flatMap(({ panel, x }) => {
    if (panel === null) return [];
    const box = { x, y, width: spanWidth(grid, panel), height: content };
    return "series" in panel.content
      ? [drawPlot(panel.content, box, fonts)]
      : [drawPicture(panel.content, panel, box, tools)];
  });
  if (row.heading !== undefined) {
    const [heading = ""] = wrap(fonts.bold, row.heading, style.heading, content, 1);
    const options = { size: style.heading, anchor: "middle", rotate: -90 } as const;
    parts.push(drawText(fonts.bold, heading, grid.heading, y + content / 2, options));
  }
  return {
    svg: [...parts, ...captions.map(({ svg }) => svg)].join(""),
    height: content + bars + Math.max(0, ...captions.map(({ height }) => height)),
  };
}

/** The tallest picture's height; plots adapt to it, and have their own proportions where there is no picture. */
function contentHeight({ panels }: Row, grid: Grid): number {
  const heights = panels.flatMap((panel) =>
    panel === null || "series" in panel.content
      ? []
      : [sizeWithin(panel.content, spanWidth(grid, panel), grid.cell * tallest).height],
  );
  if (heights.length > 0) return Math.max(...heights);
  const widest = Math.max(0, ...panels.map((panel) => (panel === null ? 0 : spanWidth(grid, panel))));
  return Math.min(300, Math.max(190, widest * 0.5));
}

/** The largest size with the picture's proportions. */
function sizeWithin({ width, height }: Image, room: number, high: number): { width: number; height: number } {
  const scale = Math.min(room / width, high / height);
  return { width: width * scale, height: height * scale };
}

function drawPicture(picture: Image, { frame, colorbar }: Panel, box: Box, tools: Tools): string {
  const { width, height } = sizeWithin(picture, box.width, box.height);
  const place = { x: box.x + (box.width - width) / 2, y: box.y + box.height - height, width, height };
  const border = frame === undefined ? 0.8 : 2.5;
  return [
    element("image", {
      ...place,
      preserveAspectRatio: "none",
      style: width / picture.width >= pixelated ? "image-rendering:pixelated" : undefined,
      href: tools.uriOf(picture),
    }),
    element("rect", { ...place, fill: "none", stroke: frame ?? style.hairline, "stroke-width": border }),
    colorbar === undefined ? "" : drawColorbar(colorbar, place, tools),
  ].join("");
}

function drawColorbar(
  { colormap, low, high }: NonNullable<Panel["colorbar"]>,
  place: Box,
  { fonts, uriOf }: Tools,
): string {
  const room = (label: string): number => textWidth(fonts.regular, label, style.tick) + 6;
  const y = place.y + place.height + 9;
  const bar = { x: place.x + room(low), y, width: place.width - room(low) - room(high), height: 8 };
  const text = { size: style.tick, color: style.muted };
  return [
    drawText(fonts.regular, low, place.x, y + 8, text),
    element("image", {
      ...bar,
      preserveAspectRatio: "none",
      href: uriOf({ width: 256, height: 1, data: colormaps[colormap] }),
    }),
    element("rect", { ...bar, fill: "none", stroke: style.hairline, "stroke-width": 0.6 }),
    drawText(fonts.regular, high, place.x + place.width, y + 8, { ...text, anchor: "end" }),
  ].join("");
}

function drawCaption(panel: Panel | null, grid: Grid, x: number, top: number, { regular }: Fonts) {
  let y = top;
  const parts: string[] = [];
  if (panel !== null) {
    const width = spanWidth(grid, panel);
    panel.caption?.forEach((text, index) => {
      const [size, color] = index === 0 ? [style.caption, style.ink] : [style.small, style.muted];
      for (const line of wrap(regular, text, size, width, 2)) {
        y += size * style.leading;
        parts.push(drawText(regular, line, x + width / 2, y - size * 0.2, { size, color, anchor: "middle" }));
      }
    });
  }
  return { svg: parts.join(""), height: y - top + (parts.length > 0 ? 5 : 0) };
}
