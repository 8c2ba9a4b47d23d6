import { median } from "../median.mjs";

/** Forward and gradient in one process, in turn: the median over several processes of the ratio of medians. */
export function pairs(bench, name, options) {
  const each = bench.each(() => bench.pair(name, options));
  const least = (key) => Math.min(...each.map((result) => result[key].least));
  const of = (key) => median(each.map((result) => result[key].median));
  return {
    ratio: median(each.map(({ forward, gradient }) => gradient.median / forward.median)),
    least: least("gradient") / least("forward"),
    milliseconds: { forward: of("forward"), gradient: of("gradient") },
  };
}
