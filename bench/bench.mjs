// What every measure is given: the networks, how often they are run, and the table that results go into.

import { networks, writeNetwork } from "./networks.mjs";
import { node } from "./run.mjs";

export class Bench {
  rows = [];
  #folder;
  #quick;
  #written = new Map();

  /** Networks are written into `folder`. */
  constructor({ folder, quick }) {
    this.#folder = folder;
    this.#quick = quick;
  }

  /** How many processes a median is taken over. */
  get rounds() {
    return this.#quick ? 1 : 3;
  }

  get folder() {
    return this.#folder;
  }

  /** What `measure` gives in each round. */
  each(measure, rounds = this.rounds) {
    return Array.from({ length: rounds }, measure);
  }

  /** How often one process runs a network. */
  runs(name, batch = 1) {
    const many = ({ vgg16: 6, tinyvgg: 200 }[name] ?? 24) / Math.sqrt(batch) / (this.#quick ? 2 : 1);
    return Math.max(3, Math.round(many));
  }

  /** The path of a network's model folder. */
  model(name) {
    if (!this.#written.has(name)) this.#written.set(name, writeNetwork(name, this.#folder));
    return this.#written.get(name);
  }

  /** What bench/pair.mjs says of a network. */
  pair(name, options) {
    const { batch = 1, runs = this.runs(name, batch), ...others } = options;
    const given = Object.entries({ batch, runs, ...others }).flatMap(([key, value]) => [
      `--${key}`,
      `${value}`,
    ]);
    return node(["pair.mjs", this.model(name), ...given]);
  }

  /** A row of the table: what is measured, as a ratio that should not be over its goal, where it has one. */
  note(what, ratio, goal = null, more = {}) {
    this.rows.push({ what, ratio, goal, ...more });
    const aim = goal === null ? "" : `  ≤ ${goal}${ratio <= goal ? "" : "  missed"}`;
    console.log(
      `${what.padEnd(width)} ${(ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2)).padStart(8)}${aim}`,
    );
  }

  /** A row of the table that is not measured, and why. */
  leaveOut(what, reason) {
    this.rows.push({ what, ratio: null, reason });
    console.log(`${what}: not measured, because ${reason}`);
  }
}

export const width = 66;

export function title(name) {
  return networks[name].title;
}
