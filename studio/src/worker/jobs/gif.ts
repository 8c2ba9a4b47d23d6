import { RegardError } from "regard";
import { breath } from "../breathing.js";
import type { Hand } from "../hand.js";
import { part } from "../part.js";
import type { Jobs } from "../protocol.js";

/** Pictures that the colors of an animation are chosen from, evenly among all. */
const sampled = 8;

/** The pictures one after the other as an animated GIF, in 256 colors for all, so that nothing flickers. */
export async function gif(
  { pictures, delays }: Jobs["gif"]["asked"],
  { signal }: Hand<never>,
): Promise<Jobs["gif"]["answer"]> {
  // Whoever never saves one does not load it.
  const { GIFEncoder, applyPalette, quantize } = await part(import("gifenc"));
  const frames = pictures.map(({ data }) => withAlpha(data));
  const every = Math.max(1, Math.floor(frames.length / sampled));
  const palette = quantize(joined(frames.filter((_, i) => (frames.length - 1 - i) % every === 0)), 256, {
    format: "rgb444",
  });
  const encoder = GIFEncoder();
  for (const [i, { width, height }] of pictures.entries()) {
    await breath();
    if (signal.aborted) throw new RegardError("cancelled", "cancelled");
    const indices = applyPalette(frames[i] ?? new Uint8Array(), palette, "rgb565");
    encoder.writeFrame(
      indices,
      width,
      height,
      i === 0 ? { palette, delay: delays[i] } : { delay: delays[i] },
    );
  }
  encoder.finish();
  return { gif: new Blob([encoder.bytes()], { type: "image/gif" }) };
}

function withAlpha(data: Uint8Array | Uint8ClampedArray): Uint8Array {
  const rgba = new Uint8Array((data.length / 3) * 4).fill(255);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    for (let c = 0; c < 3; c++) rgba[j + c] = data[i + c] as number;
  }
  return rgba;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
