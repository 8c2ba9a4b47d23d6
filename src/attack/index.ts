import { type AscentOptions, ascent, standard, tp8 } from "./ascent.js";
import type { Attack } from "./attack.js";

/** An attack as the command line and the README list it. */
export interface AttackEntry {
  readonly create: (options?: AscentOptions) => Attack;
  /** What it computes, in a few words. */
  readonly summary: string;
  /** Authors, year and arXiv number. */
  readonly paper: string;
}

/** Every attack by name. */
export const attacks = {
  ascent: {
    create: ascent,
    summary: "x ← x + rate · g/‖g‖₂ towards the target's score, until the 8-bit picture is the target",
    paper: "Szegedy et al. 2013, arXiv 1312.6199",
  },
} as const satisfies Record<string, AttackEntry>;

/** Settings of attacks by name: Regard's own and published ones. */
export const attackRecipes = { standard, tp8 } as const satisfies Record<string, Required<AscentOptions>>;
