import type { Random } from "regard";

/** How far pictures are shifted, and how much their contrast and brightness change. */
const mostShift = 6;
const mostContrast = 0.15;
const mostBrightness = 0.1;

/**
 * Writes an 8-bit picture [3, size, size] as pixels in [0, 1] to `out` at `at`, shifted by a few pixels with its edges
 * repeated, and with other contrast and brightness. Every picture takes the same number of random numbers.
 */
export function augmented(
  picture: Uint8Array,
  size: number,
  rng: Random,
  out: Float32Array,
  at: number,
): void {
  const right = rng.integer(-mostShift, mostShift);
  const down = rng.integer(-mostShift, mostShift);
  const gain = 1 + mostContrast * (2 * rng.uniform() - 1);
  const offset = 0.5 + mostBrightness * (2 * rng.uniform() - 1) - 0.5 * gain;
  const look = Float32Array.from({ length: 256 }, (_, value) =>
    Math.min(1, Math.max(0, (value / 255) * gain + offset)),
  );
  let to = at;
  for (let row = 0; row < 3 * size; row++) {
    const channel = Math.floor(row / size) * size;
    const from = (channel + within(row - channel - down, size)) * size;
    for (let x = 0; x < size; x++) out[to++] = look[picture[from + within(x - right, size)] ?? 0] ?? 0;
  }
}

const within = (i: number, size: number): number => (i < 0 ? 0 : i >= size ? size - 1 : i);
