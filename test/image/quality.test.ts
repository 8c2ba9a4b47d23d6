import { describe, expect, test } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { difference } from "../../src/image/difference.js";
import { image, toTensor } from "../../src/image/image.js";
import { quality, ssim } from "../../src/image/quality.js";

/** Width, height, then PSNR, SSIM, L2 and largest difference in levels by scikit-image and numpy; see reference.py. */
const golden: [number, number, number, number, number, number][] = [
  [32, 24, 34.32735621769103, 0.9925906594162054, 0.9223025863272134, 8],
  [11, 11, 34.31326507515631, 0.9931100906172752, 0.36668239454576945, 8],
  [40, 13, 34.32428552357201, 0.9929359919913999, 0.7591857067488794, 8],
];

/** The two pictures of reference.py. */
function pair(width: number, height: number) {
  const a = new Uint8Array(width * height * 3);
  const b = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const value = ((x * (c + 3) + y * 5 + x * y) % 19) / 8 - 1;
    a[i] = Math.min(255, Math.max(0, value * 60 + 100));
    b[i] = Math.min(255, Math.max(0, (a[i] as number) + ((i * 7) % 17) - 8));
  }
  return [toTensor(image(width, height, a)), toTensor(image(width, height, b))] as const;
}

describe("quality", () => {
  test.each(golden)("%i × %i equals scikit-image", (width, height, psnr, similarity, l2, levels) => {
    const measured = quality(...pair(width, height));
    expect(measured.psnr).toBeCloseTo(psnr, 4);
    expect(measured.ssim).toBeCloseTo(similarity, 6);
    expect(measured.l2).toBeCloseTo(l2, 5);
    expect(measured.levels).toBeCloseTo(levels, 4);
    expect(measured.linf).toBeCloseTo(levels / 255, 6);
  });

  test("equal pictures are infinitely close", () => {
    const [a] = pair(12, 12);
    expect(quality(a, a)).toEqual({ l2: 0, linf: 0, levels: 0, psnr: Number.POSITIVE_INFINITY, ssim: 1 });
  });

  test("no window of 11 × 11 fits into a smaller picture", () => {
    const [a, b] = pair(40, 10);
    expect(ssim(a, b)).toBeNull();
  });

  test("pictures of different sizes are refused", () => {
    expect(() => quality(pair(12, 12)[0], pair(12, 13)[0])).toThrow(/cannot be compared/);
  });
});

describe("difference", () => {
  const a = tensor(Float32Array.of(0.5, 0.7, 0.1), [1, 3, 1, 1]);
  const b = tensor(Float32Array.of(0.5, 0.5, 0.5), [1, 3, 1, 1]);

  test("equal is mid-gray, brighter is brighter", () => {
    const { image: drawn, clamped, magnification } = difference(a, b);
    expect([...drawn.data]).toEqual([128, 178, 26]);
    expect([clamped, magnification]).toEqual([0, 1]);
  });

  test("what does not fit is clamped, never wrapped around, and counted", () => {
    const { image: drawn, clamped, magnification } = difference(a, b, 10);
    expect([...drawn.data]).toEqual([128, 255, 0]);
    expect([clamped, magnification]).toEqual([2 / 3, 10]);
  });
});
