/** One number per pixel, row by row from the top left: a saliency map before any display scaling. */
export interface Heatmap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}
