import { prepareClassGradient } from "../class-gradient.js";
import type { Explainer } from "../explainer.js";
import { gradient } from "./gradient.js";
import type { Method } from "./method.js";

/** A saliency method as the command line and the README list it. */
export interface MethodEntry {
  readonly create: () => Method;
  /** Begins to compile what it asks the network first, before there are pictures. */
  readonly prepare: (explainer: Explainer, target: number | "top") => void;
  /** What it computes, in a few words. */
  readonly summary: string;
  /** Authors, year and arXiv number. */
  readonly paper: string;
}

/** Every saliency method by name. */
export const saliencyMethods = {
  gradient: {
    create: gradient,
    prepare: prepareClassGradient,
    summary: "largest |∂S/∂x| over the channels",
    paper: "Simonyan et al. 2013, arXiv 1312.6034",
  },
} as const satisfies Record<string, MethodEntry>;
