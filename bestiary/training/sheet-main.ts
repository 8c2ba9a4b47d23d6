import { drawScene, menagerie, random } from "regard";
import { drawPicture, writeFileWhole } from "regard/node";
import sharp, { type OverlayOptions } from "sharp";
import { places } from "./places.js";
import { size } from "./plans.js";

// Draws the contact sheet: a column for each species, a row for each of a few seeds.
//   node bestiary/dist/training/sheet-main.js

const [rows, gap, seed] = [7, 4, 6];
const step = size + gap;
const seeds = random(seed);
const cells: OverlayOptions[] = [];
for (let row = 0; row < rows; row++) {
  for (const [column, species] of menagerie.entries()) {
    const { width, height, data } = await drawPicture(drawScene(species, seeds.uint32()), size);
    const raw = { width, height, channels: 3 } as const;
    cells.push({ input: Buffer.from(data), raw, left: column * step, top: row * step });
  }
}
const create = { width: menagerie.length * step - gap, height: rows * step - gap, channels: 3 } as const;
const sheet = sharp({ create: { ...create, background: "white" } }).composite(cells);
await writeFileWhole(places.sheet, await sheet.jpeg({ quality: 86, mozjpeg: true }).toBuffer());
