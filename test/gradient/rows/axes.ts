import type { Random } from "../../oracle/random.js";
import { type CaseInput, data, setting, uniform } from "../case.js";

/** An input with any values. */
export const filled = (r: Random, dims: readonly number[]): CaseInput => data(dims, uniform(r, dims));

/** The same axis, counted from either end. */
export const eitherSign = (r: Random, axis: number, rank: number): number =>
  r.chance() ? axis : axis - rank;

/** A list of axes, each counted from either end. */
export const axesOf = (r: Random, axes: readonly number[], rank: number): CaseInput =>
  setting(
    r,
    axes.map((axis) => eitherSign(r, axis, rank)),
  );
