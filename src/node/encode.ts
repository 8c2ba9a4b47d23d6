import { RegardError } from "../errors.js";
import type { Image } from "../image/image.js";
import { loadSharp } from "./codecs.js";

/** How large an SVG is drawn: `scale` pixels per unit (2 unless told otherwise), or to a width in pixels. */
export type RasterSize = { readonly scale: number } | { readonly width: number };

/** An SVG document as a PNG file, on white. Throws where it cannot be drawn. */
export async function svgToPng(svg: string, size: RasterSize = { scale: 2 }): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const bytes = new TextEncoder().encode(svg);
  // At 72 dots per inch one unit is one pixel; embedded pictures may exceed libxml's limits for untrusted input.
  const draw = (scale: number) =>
    sharp(bytes, { density: 72 * scale, unlimited: true, limitInputPixels: false });
  try {
    const scale = "scale" in size ? size.scale : size.width / (await draw(1).metadata()).width;
    const drawing = draw(scale).flatten({ background: "white" });
    if ("width" in size) drawing.resize({ width: size.width });
    // A level of 6 takes seven tenths as long again and saves a twentieth.
    return await drawing.png({ compressionLevel: 3, adaptiveFiltering: true }).toBuffer();
  } catch (cause) {
    throw new RegardError("runtime", `the figure cannot be drawn as PNG: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** How frames follow each other. */
export interface AnimationOptions {
  readonly format?: "gif" | "webp";
  /** How long a frame stands, in milliseconds; 150 unless told otherwise. */
  readonly delayMs?: number;
  /** How long the last one stands; as long as the others unless told otherwise. */
  readonly lastDelayMs?: number;
  /** How often it plays; 0, the default, without end. */
  readonly loop?: number;
}

/** The frames, all of one size, as an animated GIF (256 colors a frame, dithered) or WebP. Throws where sizes differ. */
export async function encodeAnimation(
  frames: readonly Image[],
  options: AnimationOptions = {},
): Promise<Uint8Array> {
  const { format = "gif", delayMs = 150, lastDelayMs = delayMs, loop = 0 } = options;
  const [first] = frames;
  if (first === undefined) throw new RangeError("an animation needs at least one frame");
  const { width, height } = first;
  const size = width * height * 3;
  const data = new Uint8Array(size * frames.length);
  frames.forEach((frame, i) => {
    if (frame.width !== width || frame.height !== height) {
      throw new RangeError(
        `frame ${i} has ${frame.width} × ${frame.height} pixels, the first ${width} × ${height}`,
      );
    }
    data.set(frame.data, i * size);
  });
  const raw = { width, height: height * frames.length, channels: 3, pageHeight: height } as const;
  const delay = frames.map((_, i) => (i === frames.length - 1 ? lastDelayMs : delayMs));
  const sharp = await loadSharp();
  const strip = sharp(data, { raw, limitInputPixels: false });
  // Equal frames are kept so that the number of frames and their timing stay what the caller asked for.
  const animation =
    format === "gif"
      ? strip.gif({ loop, delay, effort: 7, dither: 0.8, keepDuplicateFrames: true })
      : strip.webp({ loop, delay, quality: 90, effort: 4 });
  return animation.toBuffer();
}
