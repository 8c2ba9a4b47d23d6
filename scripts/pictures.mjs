// Draws the README's pictures of the built-in networks anew: node scripts/pictures.mjs [DIR] (docs/images unless given).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import {
  ascent,
  classVisualization,
  colorize,
  createWording,
  difference,
  drawScene,
  fromTensor,
  gradient,
  menagerie,
  recipes,
  shortName,
  studyAttack,
  toTensor,
} from "../dist/index.js";
import { drawPicture, open, openFolder, writeFileWhole } from "../dist/node.js";

const out = process.argv[2] ?? fileURLToPath(new URL("../docs/images", import.meta.url));
const size = 96;
const { format } = createWording("en");
const networks = [await open("bestiary"), await open("bestiary-robust"), await open("bestiary-vgg")];
const [ordinary, robust] = networks;
const scenes = menagerie.map((species, i) => drawScene(species, 40 + i));
const pictures = await Promise.all(scenes.map((scene) => drawPicture(scene, size)));

const scratch = await mkdtemp(join(tmpdir(), "regard-pictures-"));
const folder = await openFolder(scratch);
async function save(name, figure) {
  const png = await folder.figure(`${name}.png`, "figure", figure);
  await writeFileWhole(
    join(out, `${name}.jpg`),
    await sharp(png).jpeg({ quality: 88, mozjpeg: true }).toBuffer(),
  );
  console.log(`${name}.jpg`);
}
const panel = (content, ...caption) => ({ content, caption });

/** Pictures over the gradient maps of two networks. */
const maps = async (explainer) =>
  Promise.all(
    pictures.map(async (picture, i) =>
      panel(colorize(await gradient()(explainer, toTensor(picture), i), "hot")),
    ),
  );
await save("bestiary-saliency", {
  columns: menagerie.map(shortName),
  rows: [
    { heading: "picture", panels: pictures.map((picture) => panel(picture)) },
    { heading: "ordinary", panels: await maps(ordinary) },
    { heading: "robust", panels: await maps(robust) },
  ],
});

/** All classes as three networks picture them. */
const rows = [];
for (const [i, explainer] of networks.entries()) {
  const panels = [];
  for (const target of menagerie.keys()) {
    const { pixels } = await classVisualization(recipes.bestiary)(explainer, target, { seed: 0 });
    panels.push(panel(fromTensor(pixels)));
  }
  rows.push({ heading: ["ordinary", "robust", "VGG"][i], panels });
  console.log(explainer.model.name);
}
await save("bestiary-visualizations", { columns: menagerie.map(shortName), rows });

/** The same attack on two networks. */
const target = menagerie.findIndex((species) => shortName(species) === "stingray");
const attacked = [];
for (const [i, explainer] of [ordinary, robust].entries()) {
  const study = await studyAttack(explainer, { name: "hay", image: pictures[0] }, ascent(), {
    ...{ name: "ascent", target, saveAndRead: async (picture) => picture },
  });
  const [from, to] = [toTensor(study.original), toTensor(study.fooled)];
  const said = ({ top }) => `${shortName({ name: top.label })}, ${format.percent(top.probability)}`;
  attacked.push({
    heading: ["ordinary", "robust"][i],
    panels: [
      panel(study.original, said(study.before)),
      panel(study.fooled, said(study.after), `${study.steps} steps`),
      panel(difference(to, from).image, `L∞ ${format.number(study.distances.levels, 0)}/255`),
      panel(difference(to, from, 10).image),
    ],
  });
}
await save("bestiary-attack", {
  columns: ["original", "fooled", "difference", "difference × 10"],
  rows: attacked,
});

await Promise.all(networks.map((explainer) => explainer.close()));
await rm(scratch, { recursive: true });
