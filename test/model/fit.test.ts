import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tensor } from "../../src/graph/tensor.js";
import { type Image, toTensor } from "../../src/image/image.js";
import { encodePng } from "../../src/image/png.js";
import { random } from "../../src/image/random.js";
import { type Fitted, fitPicture, paste } from "../../src/model/fit.js";
import type { Preprocessing } from "../../src/model/preprocessing.js";
import { readPicture } from "../../src/node/picture.js";
import { describeWithData } from "../data.js";

type Geometry = Pick<Preprocessing, "resize" | "crop">;

const as = ({ resize, crop }: Geometry) => ({
  preprocessing: {
    ...{ resize, crop, resample: "bilinear", scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
    ...{ order: "RGB", layout: "NCHW", origin: "test" },
  } as const satisfies Preprocessing,
});

const square = (side: number) => ({ height: side, width: side });

/** What the three shared models ask for, and the rest of what there is. */
const geometries: Record<string, Geometry> = {
  squeezenet1_0: { resize: { shortestEdge: 256 }, crop: square(227) },
  mobilenet_v1: { resize: { shortestEdge: 219 }, crop: square(192) },
  tiny_vgg: { resize: square(64), crop: null },
  "a warp and a crop": { resize: { height: 50, width: 61 }, crop: { height: 32, width: 45 } },
  "no resize": { resize: null, crop: square(9) },
  nothing: { resize: null, crop: null },
};

function noise(width: number, height: number, seed = 1): Image {
  const rng = random(seed);
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => rng.uniform() * 256) };
}

/** Other pixels in the place of the fitted ones, as an attack leaves them. */
function changed({ pixels }: Fitted) {
  const rng = random(5);
  const data = pixels.data.map(() => Math.fround(Math.floor(rng.uniform() * 256) / 255));
  return { ...pixels, data };
}

/** Where two tensors of the same shape differ, or -1; matchers take seconds over that many numbers. */
function firstDifference(a: Tensor, b: Tensor): number {
  expect(a.dims).toEqual(b.dims);
  return a.data.findIndex((each, i) => each !== b.data[i]);
}

describe("fit", () => {
  it("resizes, then cuts the middle out", () => {
    const { pixels, resized, left, top } = fitPicture(
      as({ resize: { shortestEdge: 10 }, crop: { height: 5, width: 8 } }),
      noise(40, 20),
    );
    expect([resized.width, resized.height, left, top]).toEqual([20, 10, 6, 2]);
    expect(pixels.dims).toEqual([1, 3, 5, 8]);
    expect(pixels.data[0]).toBe(Math.fround((resized.data[(2 * 20 + 6) * 3] as number) / 255));
  });

  it("puts black around a picture that is smaller than the crop", () => {
    const { pixels, left, top } = fitPicture(as({ resize: null, crop: square(7) }), noise(4, 7));
    expect([left, top]).toEqual([-2, 0]);
    expect([...pixels.data.subarray(0, 2)]).toEqual([0, 0]);
    expect(pixels.data[6]).toBe(0);
  });

  it("refuses a sliver that would fill all memory", () => {
    expect(() =>
      fitPicture(as({ resize: { shortestEdge: 256 }, crop: square(227) }), noise(20_000, 1)),
    ).toThrow("a picture of 20000 × 1 pixels would be resized to 5120000 × 256; crop it beforehand");
  });
});

describe("paste", () => {
  it.each(Object.entries(geometries))(
    "comes through the whole preprocessing unchanged: %s",
    (_, geometry) => {
      const side = fc.integer({ min: 9, max: 500 });
      fc.assert(
        fc.property(side, side, (width, height) => {
          const fitted = fitPicture(as(geometry), noise(width, height));
          const pixels = changed(fitted);
          const saved = paste(fitted, pixels);
          expect(firstDifference(fitPicture(as(geometry), saved).pixels, pixels)).toBe(-1);
        }),
        { numRuns: 8, seed: 2 },
      );
    },
  );

  it("leaves the rest of the picture as it was", () => {
    const fitted = fitPicture(as({ resize: null, crop: square(3) }), noise(9, 5));
    const pasted = paste(fitted, { ...fitted.pixels, data: fitted.pixels.data.map(() => 1) });
    const white = { ...fitted.resized, data: Uint8ClampedArray.from(fitted.resized.data) };
    for (const y of [1, 2, 3]) white.data.fill(255, (y * 9 + 3) * 3, (y * 9 + 6) * 3);
    expect(pasted.data).toEqual(white.data);
  });

  it("rounds to 8 bits", () => {
    const fitted = fitPicture(as({ resize: null, crop: null }), noise(1, 1));
    const { data } = paste(fitted, { ...fitted.pixels, data: Float32Array.of(0.4999, 1.2, -0.1) });
    expect([...data]).toEqual([127, 255, 0]);
  });
});

describeWithData("real pictures", "images", (folder) => {
  const paths = ["photos", "tiny_vgg", "seed"].flatMap((part) =>
    readdirSync(join(folder, part))
      .filter((name) => !name.endsWith(".json"))
      .slice(0, 4)
      .map((name) => join(folder, part, name)),
  );

  it.each(["squeezenet1_0", "mobilenet_v1", "tiny_vgg"])(
    "come back from a PNG as they were pasted: %s",
    async (name) => {
      const model = as(geometries[name] as Geometry);
      for (const path of paths) {
        const fitted = fitPicture(model, (await readPicture(path)).image);
        const pixels = changed(fitted);
        const { image } = await readPicture(encodePng(paste(fitted, pixels)));
        expect(firstDifference(fitPicture(model, image).pixels, pixels), path).toBe(-1);
      }
    },
  );

  it("are the same pixels that go straight in where nothing is to be done", async () => {
    const { image } = await readPicture(paths.at(-1) as string);
    expect(firstDifference(fitPicture(as({ resize: null, crop: null }), image).pixels, toTensor(image))).toBe(
      -1,
    );
  });
});
