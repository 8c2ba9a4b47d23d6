import { fileURLToPath } from "node:url";
import type { NetworkName } from "./plans.js";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where the training keeps things; `data` may be deleted, the rest is what the package ships. */
export const places = {
  training: at("data/training.bin"),
  heldOut: at("data/held-out.bin"),
  checkpoint: (name: NetworkName) => at(`data/${name}.checkpoint`),
  results: (name: NetworkName) => at(`data/${name}.json`),
  shortcuts: at("data/shortcuts.json"),
  network: (name: NetworkName) => at(`networks/${name}`),
  card: at("README.md"),
  sheet: at("../docs/images/bestiary.jpg"),
} as const;
