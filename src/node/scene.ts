import type { Scene } from "../bestiary/scene.js";
import { RegardError } from "../errors.js";
import type { Image } from "../image/image.js";
import { loadSharp } from "./codecs.js";

/** The scene drawn in pixels, `size` × `size`. Throws `RegardError("usage")` for a size beyond `sceneSizes`. */
export const drawPicture = ({ picture }: Scene, size: number): Promise<Image> => draw(picture, size);

/** The scene's place alone, without its object. */
export const drawEmpty = ({ empty }: Scene, size: number): Promise<Image> => draw(empty, size);

/** The object's exact mask in gray: how much of each pixel it covers, 255 for all of it. */
export const drawMask = ({ mask }: Scene, size: number): Promise<Image> => draw(mask, size);

/** The sides that a scene may be drawn at, in pixels: no test set needs more, and a filter holds the whole picture. */
export const sceneSizes = { least: 16, most: 2048 } as const;

async function draw(svg: string, size: number): Promise<Image> {
  const { least, most } = sceneSizes;
  if (!(Number.isInteger(size) && size >= least && size <= most)) {
    throw new RegardError("usage", `a scene is drawn at ${least} to ${most} pixels, not ${size}`);
  }
  try {
    const sharp = await loadSharp();
    const { data, info } = await sharp(new TextEncoder().encode(svg), { density: (72 * size) / 100 })
      .flatten({ background: "black" })
      .toColorspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  } catch (cause) {
    throw new RegardError("runtime", `the scene cannot be drawn: ${(cause as Error).message}`, { cause });
  }
}
