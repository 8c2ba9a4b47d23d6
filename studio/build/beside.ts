import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawScene, menagerie } from "regard";
import { builtInFolder, builtInNetworks, drawPicture } from "regard/node";
import sharp, { type Sharp } from "sharp";
import { photographs, pictureFile, scenes, thumbnailFile } from "../src/state/built-in.js";

/** A file that lies beside the page, by its path. */
export interface Beside {
  readonly path: string;
  content(): Promise<Uint8Array>;
}

const runtime = "ort-wasm-simd-threaded";

/** Sides in pixels: of a picture, sharp on a large screen, and of its thumbnail. */
const [large, small] = [640, 112];

/** The built-in pictures, drawn anew, the built-in networks and the runtime. */
export const beside: readonly Beside[] = [
  ...scenes.flatMap(({ name, seed }) => {
    const draw = once(async () => {
      const species = menagerie.find((each) => each.name.split(", ").includes(name));
      if (!species) throw new Error(`the bestiary has no ${name}`);
      return drawPicture(drawScene(species, seed), large);
    });
    const open = async (): Promise<Sharp> => {
      const { data, width, height } = await draw();
      return sharp(data, { raw: { width, height, channels: 3 } });
    };
    return bothSizes(name, open);
  }),
  ...photographs.flatMap((name) =>
    bothSizes(name, async () => sharp(inRepository(`examples/pictures/${name}.jpg`))),
  ),
  ...builtInNetworks.flatMap((name) =>
    ["config.json", "preprocessor_config.json", "onnx/model.onnx"].map((file) => ({
      path: `networks/${name}/${file}`,
      content: () => readFile(join(builtInFolder(name), file)),
    })),
  ),
  // WebAssembly, and WebGPU with and without WebAssembly that can wait for promises itself.
  ...["", ".jspi", ".asyncify"]
    .flatMap((build) => [`${runtime}${build}.mjs`, `${runtime}${build}.wasm`])
    .map((file) => ({
      path: `ort/${file}`,
      content: () => readFile(join(dirname(createRequire(import.meta.url).resolve("onnxruntime-web")), file)),
    })),
];

function bothSizes(name: string, open: () => Promise<Sharp>): Beside[] {
  const encoded = async (side: number, quality: number, fit: "inside" | "cover"): Promise<Uint8Array> => {
    const picture = await open();
    return picture
      .resize(side, side, { fit, withoutEnlargement: true })
      .webp({ quality, effort: 6 })
      .toBuffer();
  };
  return [
    { path: pictureFile(name), content: () => encoded(large, 88, "inside") },
    { path: thumbnailFile(name), content: () => encoded(small, 76, "cover") },
  ];
}

/** The work is done when it is asked for first. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
