import { coolwarm, inferno, magma, viridis } from "./colormap-tables.js";

/** 256 colors, RGB, from low to high. */
export type Colormap = Uint8Array;

/** The color maps by name: `hot`, `gray`, `viridis`, `inferno`, `magma` for amounts, `seismic`, `coolwarm` for signed maps. */
export const colormaps = {
  hot: segments(
    [
      [0, 0.0416],
      [0.365079, 1],
      [1, 1],
    ],
    [
      [0, 0],
      [0.365079, 0],
      [0.746032, 1],
      [1, 1],
    ],
    [
      [0, 0],
      [0.746032, 0],
      [1, 1],
    ],
  ),
  gray: segments(
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 0],
      [1, 1],
    ],
  ),
  viridis: table(viridis),
  inferno: table(inferno),
  magma: table(magma),
  seismic: segments(
    [
      [0, 0],
      [0.25, 0],
      [0.5, 1],
      [0.75, 1],
      [1, 0.5],
    ],
    [
      [0, 0],
      [0.25, 0],
      [0.5, 1],
      [0.75, 0],
      [1, 0],
    ],
    [
      [0, 0.3],
      [0.25, 1],
      [0.5, 1],
      [0.75, 0],
      [1, 0],
    ],
  ),
  coolwarm: table(coolwarm),
} as const satisfies Record<string, Colormap>;

export type ColormapName = keyof typeof colormaps;

type Points = readonly (readonly [position: number, value: number])[];

/** Piecewise linear channels, sampled and cut to 8 bits in the way of matplotlib's `LinearSegmentedColormap`. */
function segments(...channels: readonly [Points, Points, Points]): Colormap {
  const colors = new Uint8Array(256 * 3);
  channels.forEach((points, channel) => {
    for (let i = 0; i < 256; i++) {
      // numpy.linspace multiplies by the rounded step; without its rounding some colors would differ by one level.
      const position = i === 255 ? 255 : i * (1 / 255) * 255;
      colors[i * 3 + channel] = Math.trunc(valueAt(points, position) * 255);
    }
  });
  return colors;
}

function valueAt(points: Points, at: number): number {
  const after = points.findIndex(([position]) => position * 255 >= at);
  const [x1, y1] = points[Math.max(after, 0)] as Points[number];
  const [x0, y0] = points[Math.max(after - 1, 0)] as Points[number];
  return x1 === x0 ? y1 : ((at - x0 * 255) / (x1 * 255 - x0 * 255)) * (y1 - y0) + y0;
}

function table(base64: string): Colormap {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
