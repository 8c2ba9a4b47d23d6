import type { Brush } from "./brush.js";
import { element, everything } from "./svg.js";

/** A filter that gives a flat drawing a rough surface and rounded edges, lit from one side. */
export function surface(brush: Brush, id: string): string {
  const rough = brush.between(0.15, 0.6);
  const grain = brush.between(0.04, 0.25);
  const relief = brush.between(0.8, 2.6);
  return element(
    "filter",
    { id, ...seen, "color-interpolation-filters": "sRGB" },
    element("feTurbulence", {
      ...{ type: "fractalNoise", baseFrequency: grain.toFixed(4), numOctaves: 2, result: "noise" },
      seed: brush.whole(0, 9999),
    }),
    element("feColorMatrix", {
      ...{ in: "noise", type: "matrix", result: "gray" },
      values: "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 0 1",
    }),
    element("feComposite", {
      ...{ in: "SourceGraphic", in2: "gray", operator: "arithmetic", result: "rough" },
      ...{ k1: rough, k2: 1 - rough / 2, k3: 0, k4: 0 },
    }),
    element("feGaussianBlur", { in: "SourceAlpha", stdDeviation: relief, result: "height" }),
    element(
      "feDiffuseLighting",
      {
        ...{ in: "height", surfaceScale: relief * 1.6, diffuseConstant: brush.between(1.05, 1.25) },
        ...{ "lighting-color": "#ffffff", result: "light" },
      },
      element("feDistantLight", { azimuth: brush.between(0, 360), elevation: brush.between(48, 62) }),
    ),
    element("feComposite", {
      ...{ in: "rough", in2: "light", operator: "arithmetic", result: "lit" },
      ...{ k1: 1, k2: 0, k3: 0, k4: 0 },
    }),
    element("feComposite", { in: "lit", in2: "SourceAlpha", operator: "in" }),
  );
}

/** A filter that makes a soft shadow of a drawing, moved away from the light. */
export function shadow(brush: Brush, id: string): string {
  return element(
    "filter",
    { id, x: "-30%", y: "-30%", width: "160%", height: "160%" },
    element("feGaussianBlur", { in: "SourceAlpha", stdDeviation: brush.between(1, 3) }),
    element("feOffset", { dx: brush.between(-4, 4), dy: brush.between(0.5, 4) }),
    element(
      "feComponentTransfer",
      {},
      element("feFuncA", { type: "linear", slope: brush.between(0.15, 0.6) }),
    ),
  );
}

/** The region of the surface's filter; what sticks out of it is not seen in the picture, so it is not in the mask either. */
export const seen = { x: "-10%", y: "-10%", width: "120%", height: "120%" } as const;

/** The whole scene as a filter's region, for things drawn without one. */
export const everywhere = { filterUnits: "userSpaceOnUse", ...everything } as const;

/** A filter that makes one flat color of whatever is drawn in a region, and leaves its outline: for masks. */
export function silhouette(id: string, white: 0 | 1, region: typeof seen | typeof everywhere): string {
  return element(
    "filter",
    { id, ...region, "color-interpolation-filters": "sRGB" },
    element("feColorMatrix", {
      type: "matrix",
      values: `0 0 0 0 ${white} 0 0 0 0 ${white} 0 0 0 0 ${white} 0 0 0 1 0`,
    }),
  );
}
