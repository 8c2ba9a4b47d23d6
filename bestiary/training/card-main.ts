import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { menagerie } from "regard";
import { writeFileWhole } from "regard/node";
import { type Judged, type Located, modelCard, type Shortcuts } from "./card.js";
import { localizationOf } from "./located.js";
import { places } from "./places.js";
import { type NetworkName, plans, sets } from "./plans.js";

// Writes the model card from what the other programs measured:
//   node bestiary/dist/training/card-main.js

const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, "utf8")) as T;

const names = Object.keys(plans) as NetworkName[];
const judged: Judged[] = [];
const located: Located[] = [];
for (const name of names) {
  judged.push(await read<Judged>(places.results(name)));
  located.push(await localizationOf(places.network(name), name));
  console.log(`${name}: localization judged`);
}
const card = modelCard({
  judged,
  located,
  shortcuts: await read<Shortcuts>(places.shortcuts),
  labels: menagerie.map(({ name }) => name),
  sets,
  machine: `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores, Node ${process.versions.node}`,
});
await writeFileWhole(places.card, card);
