import { readFile } from "node:fs/promises";
import { type Fonts, parseFont } from "../image/figure/font.js";

let loaded: Promise<Fonts> | null = null;

/** The fonts of the figures, which come with the package; read once. */
export function loadFonts(): Promise<Fonts> {
  loaded ??= readFonts();
  return loaded;
}

async function readFonts(): Promise<Fonts> {
  const read = async (name: string) =>
    parseFont(await readFile(new URL(`../../fonts/${name}.glyphs`, import.meta.url)));
  const [regular, bold] = await Promise.all([read("inter-regular"), read("inter-semibold")]);
  return { regular, bold };
}
