import type { Range } from "../colorize.js";

/** An axis' range and the round numbers marked on it. */
export interface Ticks {
  readonly range: Range;
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** How marks are chosen. */
export interface TickOptions {
  /** The range may grow until it ends on marks. */
  readonly widen?: boolean;
  /** Only whole numbers are marked: steps, counts. */
  readonly whole?: boolean;
}

/** About `count` marks over a range, 1, 2 or 5 times a power of ten apart; a range of no width is always widened. */
export function ticksOf([low, high]: Range, count: number, options: TickOptions = {}): Ticks {
  const { widen = false, whole = false } = options;
  if (low === high) {
    const margin = whole || low === 0 ? 0.5 : Math.abs(low) * 0.1;
    return ticksOf([low - margin, high + margin], count, { widen: !whole, whole });
  }
  const step = Math.max(whole ? 1 : 0, tickStep((high - low) / Math.max(1, count)));
  const near = 1e-9;
  const range: Range = widen
    ? [Math.floor(low / step + near) * step, Math.ceil(high / step - near) * step]
    : [low, high];
  const first = Math.ceil(range[0] / step - near);
  const last = Math.floor(range[1] / step + near);
  const values = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { range, values, labels: values.map((value) => label(value, step)) };
}

function tickStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** As many decimals as the distance to the next mark needs, and a true minus sign. */
function label(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const short = decimals <= 5 && Math.abs(value) < 1e6;
  return (short ? value.toFixed(decimals) : value.toExponential(1))
    .replace(/^-(0(\.0+)?)$/, "$1")
    .replaceAll("-", "−");
}
