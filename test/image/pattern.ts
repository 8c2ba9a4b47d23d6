import type { Image } from "../../src/image/image.js";

/** The pattern of pillow.py: smooth, rough and edged pixels in turn. */
export function pattern(width: number, height: number): Image {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const smooth = (x * 7 + y * 13 + c * 29) % 256;
        const rough = (x * x * 31 + y * y * 17 + x * y * 5 + c * 101) % 251;
        const edges = (Math.floor(x / 4) + Math.floor(y / 3)) % 2 === 0 ? 0 : 255;
        data[(y * width + x) * 3 + c] = [smooth, rough, edges][(x + 2 * y) % 3] as number;
      }
    }
  }
  return { width, height, data };
}

/** FNV-1a, 32 bits. */
export function fnv(bytes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193) >>> 0;
  return hash;
}

/** The map of reference.py and pillow.py. */
export function plane(width: number, height: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return ((x * 7 + y * 11 + x * y) % 23) / 8 - 1;
  });
}
