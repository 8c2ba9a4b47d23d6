import type { Builder } from "../../graph/builder.js";
import type { Dim, Value } from "../../graph/types.js";
import type { GradRule, Op } from "../rule.js";
import { moved } from "./scatter.js";

/** One axis of a slice that runs forward or backward without leaving anything out. */
interface Run {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
  readonly backward: boolean;
}

export const Slice: GradRule = (g, dy, op) => {
  const runs = runsOf(op);
  return [runs ? padded(g, dy, runs, op.inputs[0]?.type.shape?.length ?? 0) : moved(g, dy, op)];
};

/** dy turned round where the slice ran backward, with zeros for what the slice left out. */
function padded(g: Builder, dy: Value, runs: readonly Run[], rank: number): Value {
  const axes = runs.filter((run) => run.backward).map((run) => run.axis);
  const all = (value: number): Value => g.ints(axes.map(() => value));
  const forward =
    axes.length === 0 ? dy : g.op("Slice", [dy, all(-1), all(-(2 ** 63)), g.ints(axes), all(-1)]);
  const pads = new Array<number>(2 * rank).fill(0);
  for (const { axis, before, after } of runs) {
    pads[axis] = before;
    pads[rank + axis] = after;
  }
  return pads.every((pad) => pad === 0) ? forward : g.op("Pad", [forward, g.ints(pads)]);
}

/** `null` where the slice has other steps than ±1, or is not known before the run. */
function runsOf({ inputs, outputs }: Op): Run[] | null {
  const [x, starts, , axes, steps] = inputs as (Value | null | undefined)[];
  const shape = x?.type.shape;
  const sliced = outputs[0]?.type.shape;
  const at = axes ? axes.elements : starts?.elements?.map((_, i) => i);
  if (!shape || !sliced || !starts?.elements || !at || (steps && !steps.elements)) return null;
  const runs = starts.elements.map((start, i) => {
    const axis = at[i];
    if (typeof axis !== "number") return null;
    const k = axis < 0 ? axis + shape.length : axis;
    return run(k, start, steps?.elements?.[i] ?? 1, shape[k], sliced[k]);
  });
  return runs.every((one) => one !== null) ? runs : null;
}

function run(axis: number, start: Dim, step: Dim, size?: Dim, length?: Dim): Run | null {
  if (typeof start !== "number" || typeof size !== "number" || typeof length !== "number") return null;
  if (step !== 1 && step !== -1) return null;
  const from = Math.min(Math.max(start < 0 ? start + size : start, 0), step < 0 ? size - 1 : size);
  const before = step < 0 ? from - length + 1 : from;
  return { axis, before, after: size - before - length, backward: step < 0 && length > 1 };
}
