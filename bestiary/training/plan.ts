import { createHash } from "node:crypto";
import { type Architecture, architectures } from "./architectures.js";
import type { Dataset } from "./dataset.js";
import type { Layer } from "./network.js";

/** What is trained, and how. */
export interface TrainOptions {
  readonly architecture: Architecture | ((classes: number) => Layer);
  readonly classes: number;
  readonly epochs: number;
  readonly seed: number;
  /** How far the pixels are moved in adversarial training, of 1; `null`, the default, trains on the pictures as they are. */
  readonly epsilon?: number | null;
  readonly batch?: number;
  /** The highest rate of Adam. */
  readonly rate?: number;
  /** Decoupled weight decay, times the rate. */
  readonly decay?: number;
  /** How much of a step's weights goes into the average: 1 − averaging. */
  readonly averaging?: number;
  /** Label smoothing. */
  readonly smoothing?: number;
  /** A file to go on from, rewritten after every epoch. */
  readonly checkpoint?: string | undefined;
}

/** The options made definite. */
export interface Plan extends Required<Omit<TrainOptions, "architecture" | "checkpoint">> {
  readonly network: Layer;
  readonly size: number;
  /** Whether batches need noise: to train adversarially. */
  readonly noise: boolean;
  /** Everything that decides the result but the trainer itself, in a line. */
  readonly of: string;
}

/** Fills in what is not said. Throws where there are fewer pictures than a batch has. */
export function planOf(dataset: Dataset, { architecture, checkpoint: _, ...asked }: TrainOptions): Plan {
  const settings = {
    epsilon: null,
    batch: 32,
    rate: 2e-3,
    decay: 0.02,
    averaging: 0.998,
    smoothing: 0.05,
    ...asked,
  };
  if (dataset.count < settings.batch) throw new Error(`${dataset.count} pictures do not fill a batch`);
  const network = typeof architecture === "string" ? architectures[architecture] : architecture;
  const name = typeof architecture === "string" ? architecture : network.name;
  const pictures = createHash("sha256").update(dataset.pixels).update(dataset.labels).digest("hex");
  const of = JSON.stringify({ architecture: name, pictures, ...settings });
  const noise = settings.epsilon !== null;
  return { ...settings, network: network(settings.classes), size: dataset.size, noise, of };
}
