import type { Brush } from "./brush.js";
import { element } from "./svg.js";

/** How a texture looks: how many grains fit into one unit across and down, and how strongly light and dark differ. */
export interface Grain {
  readonly across: number;
  readonly down: number;
  readonly strength: number;
  /** How many layers of ever finer noise. */
  readonly octaves?: number;
}

/**
 * A rectangle of gray noise to lay over a surface: darker and lighter by turns, transparent on average.
 * Perlin's turbulence as SVG defines it.
 */
export function texture(
  brush: Brush,
  area: Readonly<Record<"x" | "y" | "width" | "height", number>>,
  grain: Grain,
): string {
  const id = brush.id();
  const { across, down, strength, octaves = 3 } = grain;
  // One channel of the noise decides the alpha of black, another that of white.
  const layer = (source: number, white: number): string => {
    const name = `${id}${white}`;
    const alpha = [0, 1, 2]
      .map((channel) => (channel === source ? (strength * 2).toFixed(3) : "0"))
      .join(" ");
    return (
      element(
        "filter",
        { id: name, ...unit, "color-interpolation-filters": "sRGB" },
        element("feTurbulence", {
          type: "fractalNoise",
          baseFrequency: `${across.toFixed(4)} ${down.toFixed(4)}`,
          numOctaves: octaves,
          seed: brush.whole(0, 9999),
        }),
        element("feColorMatrix", {
          type: "matrix",
          values: `0 0 0 0 ${white} 0 0 0 0 ${white} 0 0 0 0 ${white} ${alpha} 0 ${(-strength * 0.9).toFixed(3)}`,
        }),
      ) + element("rect", { ...area, filter: `url(#${name})` })
    );
  };
  return layer(0, 0) + layer(1, 1);
}

/** The filter's region is the element's own box. */
const unit = { x: "0", y: "0", width: "1", height: "1" } as const;
