import type { Brush } from "./brush.js";
import { type Color, color, hex, shade } from "./color.js";

/** The colors that an object wears, as SVG writes them. */
export interface Coat {
  readonly base: string;
  readonly dark: string;
  readonly light: string;
  /** A second color for patterns, with its own shades. */
  readonly accent: string;
  readonly accentDark: string;
  readonly accentLight: string;
  /** Nearly black, for eyes, outlines and letters. */
  readonly ink: string;
  /** Nearly white. */
  readonly pale: string;
}

/**
 * Colors drawn without regard to what wears them, so that no color gives a class away: earthy, vivid or gray, light or
 * dark, with an accent that stands out from the base.
 */
export function drawCoat(brush: Brush): Coat {
  const base = drawBase(brush);
  const hue = base.hue + brush.pick([0, 25, -25, 60, 180, 180, 120]);
  const contrast = base.lightness < 0.5 ? brush.between(0.22, 0.4) : -brush.between(0.22, 0.4);
  const accent = color(hue, brush.between(0.15, 0.85), base.lightness + contrast);
  const [dark, light] = [brush.between(-0.22, -0.13), brush.between(0.12, 0.2)];
  return {
    base: hex(base),
    dark: hex(shade(base, dark)),
    light: hex(shade(base, light)),
    accent: hex(accent),
    accentDark: hex(shade(accent, dark)),
    accentLight: hex(shade(accent, light)),
    ink: hex(color(base.hue, 0.25, brush.between(0.05, 0.12))),
    pale: hex(color(base.hue, 0.3, brush.between(0.88, 0.96))),
  };
}

function drawBase(brush: Brush): Color {
  const kind = brush.between(0, 1);
  if (kind < 0.4) return color(brush.between(15, 50), brush.between(0.2, 0.6), brush.between(0.22, 0.68));
  if (kind < 0.85) return color(brush.between(0, 360), brush.between(0.35, 0.85), brush.between(0.3, 0.66));
  return color(brush.between(0, 360), brush.between(0, 0.12), brush.between(0.18, 0.78));
}
