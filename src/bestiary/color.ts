/** A color as hue in degrees, saturation and lightness in [0, 1]. */
export interface Color {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

export const color = (hue: number, saturation: number, lightness: number): Color => ({
  hue,
  saturation,
  lightness,
});

/** The color with another lightness, kept in [0, 1]: `shade(c, -0.2)` is darker, `shade(c, 0.2)` lighter. */
export function shade(from: Color, by: number): Color {
  return { ...from, lightness: Math.min(1, Math.max(0, from.lightness + by)) };
}

/** The color as SVG writes it, `#rrggbb`. */
export function hex({ hue, saturation, lightness }: Color): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (offset + (((hue % 360) + 360) % 360) / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
