import type { Heatmap } from "regard";
import { type Coloring, paintMap } from "./paint.js";

/** The map alone, pixel by pixel, on a canvas of its size. */
export function mapCanvas(map: Heatmap, coloring: Coloring): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  paintMap(canvas, map, { ...coloring, opacity: null });
  return canvas;
}

/** The more of the map, the less of the picture's own colors, so that every color is the map's in the end. */
export const graynessFor = (opacity: number): number => Math.min(1, 2 * opacity);

/** The map over the picture as the page shows them, at the picture's size. */
export function overlayCanvas(frame: ImageBitmap, map: Heatmap, coloring: Coloring): HTMLCanvasElement {
  const layer = document.createElement("canvas");
  paintMap(layer, map, coloring);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [frame.width, frame.height];
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.filter = `grayscale(${graynessFor(coloring.opacity ?? 1)})`;
  context.drawImage(frame, 0, 0);
  context.filter = "none";
  context.imageSmoothingEnabled = false;
  context.drawImage(layer, 0, 0, canvas.width, canvas.height);
  return canvas;
}
