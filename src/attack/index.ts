import type { Setting } from "../setting.js";
import { type AscentOptions, ascent, ascentSettings, standard, tp8 } from "./ascent.js";
import type { Attack } from "./attack.js";
import { fgsm } from "./fgsm.js";
import { ballSettings, type PgdOptions, pgd, pgdSettings } from "./pgd.js";

/** Everything that some attack can be told; each takes what its settings name. */
export type AttackMethodOptions = AscentOptions & PgdOptions;

/** An attack as the command line and the README list it. */
export interface AttackEntry {
  readonly create: (options?: AttackMethodOptions) => Attack;
  /** What it can be told, by the names of its options. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** What it computes, in a few words. */
  readonly summary: string;
  /** Authors, year and arXiv number. */
  readonly paper: string;
}

/** Every attack by name. */
export const attacks = {
  ascent: {
    create: ascent,
    settings: ascentSettings,
    summary: "x ← x + rate · g/‖g‖₂ towards the target's score, until the 8-bit picture is the target",
    paper: "Szegedy et al. 2013, arXiv 1312.6199",
  },
  pgd: {
    create: pgd,
    settings: pgdSettings,
    summary:
      "x ← Π(x + rate · sign g) towards the target's log-probability, within ‖x − x₀‖∞ ≤ ε (or g/‖g‖₂ and ‖·‖₂)",
    paper: "Madry et al. 2017, arXiv 1706.06083",
  },
  fgsm: {
    create: fgsm,
    settings: ballSettings,
    summary: "`pgd` in one step of length ε",
    paper: "Goodfellow et al. 2014, arXiv 1412.6572",
  },
} as const satisfies Record<string, AttackEntry>;

export type AttackName = keyof typeof attacks;

/** Settings of `ascent` by name: Regard's own and published ones. */
export const attackRecipes = { standard, tp8 } as const satisfies Record<string, Required<AscentOptions>>;
