import { existsSync } from "node:fs";
import { menagerie } from "regard";
import { writeFileWhole } from "regard/node";
import { type Architecture, architectures } from "./architectures.js";
import { readDataset } from "./dataset.js";
import { evaluate } from "./evaluate.js";
import { exportModel } from "./export.js";
import { places } from "./places.js";
import { judge, type NetworkName, plans, size } from "./plans.js";
import { robustAccuracy } from "./robust.js";
import { trainingBackend } from "./session.js";
import { type EpochProgress, train } from "./train.js";

// Trains one network of the bestiary, judges it and writes its model folder:
//   node bestiary/dist/training/network-main.js NAME

const name = process.argv[2] as NetworkName;
const plan: (typeof plans)[NetworkName] | undefined = plans[name];
if (!plan) throw new Error(`no network "${name}"; there are ${Object.keys(plans).join(", ")}`);
const classes = menagerie.length;
const labels = menagerie.map((species) => species.name);
const started = performance.now();
// What an interrupted training took is not known.
const isResumed = existsSync(places.checkpoint(name));

const weights = await train(
  await readDataset(places.training),
  { ...plan, classes, checkpoint: places.checkpoint(name) },
  progressLines(),
);
const architecture: Architecture = plan.architecture;
const network = { network: architectures[architecture](classes), classes, weights };
await exportModel(places.network(name), network, { size, labels });

const heldOut = await readDataset(places.heldOut);
const backend = trainingBackend();
const { accuracy, confusion } = await evaluate(heldOut, network, backend);
const robust = await robustAccuracy(heldOut, network, backend, judge);
await backend.close();
const seconds = isResumed ? null : Math.round((performance.now() - started) / 1000);
const parameters = [...weights.values()].reduce((sum, values) => sum + values.length, 0);
const results = { name, ...plan, parameters, accuracy, robust, seconds, confusion };
await writeFileWhole(places.results(name), `${JSON.stringify(results)}\n`);
console.log(`${name}: accuracy ${percent(accuracy)}, under attack ${percent(robust)}`);

function percent(part: number): string {
  return `${(100 * part).toFixed(2)} %`;
}

/** A line every ten seconds and at the end of every epoch. */
function progressLines(): (progress: EpochProgress) => void {
  let last = 0;
  return ({ epoch, epochs, loss, accuracy: right, secondsLeft, picturesPerSecond }) => {
    if (!Number.isInteger(epoch) && performance.now() - last < 10_000) return;
    last = performance.now();
    const parts = [
      `${name}: epoch ${epoch.toFixed(1)} of ${epochs}`,
      `loss ${loss.toFixed(4)}`,
      `accuracy ${percent(right)}`,
      `${picturesPerSecond.toFixed(0)} pictures/s`,
      `${(secondsLeft / 60).toFixed(1)} min left`,
    ];
    console.log(parts.join("  "));
  };
}
