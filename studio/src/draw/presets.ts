import type { Stroke } from "./drawing.js";

const circle = (radius: number): Stroke["points"] =>
  Array.from({ length: 25 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 24;
    return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)] as const;
  });

const row = (y: number, width: number, color: number): Stroke => ({
  color,
  width,
  points: [
    [0, y],
    [1, y],
  ],
});

/** Shapes that can be drawn without a pointer, in a color. */
export const presets = {
  spot: (color: number): Stroke[] => [
    {
      color,
      width: 0.45,
      points: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    },
  ],
  ring: (color: number): Stroke[] => [{ color, width: 0.1, points: circle(0.32) }],
  stripes: (color: number): Stroke[] => [0.12, 0.37, 0.63, 0.88].map((y) => row(y, 0.12, color)),
  cross: (color: number): Stroke[] => [
    {
      color,
      width: 0.14,
      points: [
        [0.2, 0.2],
        [0.8, 0.8],
      ],
    },
    {
      color,
      width: 0.14,
      points: [
        [0.8, 0.2],
        [0.2, 0.8],
      ],
    },
  ],
  ground: (color: number): Stroke[] => [row(0.83, 0.35, color)],
  sky: (color: number): Stroke[] => [row(0.2, 0.6, color)],
} as const satisfies Record<string, (color: number) => Stroke[]>;

export type PresetName = keyof typeof presets;
