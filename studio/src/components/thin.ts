/**
 * The steps to draw of a curve that has more values than fit: of each of `columns` parts of one length those of the lowest and
 * the highest value, so that no peak is lost, and those of gaps. All of them where there are few.
 */
export function thin(values: readonly number[], columns: number): number[] {
  const length = Math.ceil(values.length / Math.max(1, columns));
  if (length <= 2) return [...values.keys()];
  const kept = new Set<number>();
  for (let from = 0; from < values.length; from += length) {
    const part = values.slice(from, from + length);
    const finite = part.filter(Number.isFinite);
    if (finite.length > 0) {
      kept.add(from + part.indexOf(Math.min(...finite))).add(from + part.indexOf(Math.max(...finite)));
    }
    part.forEach((value, i) => {
      if (!Number.isFinite(value)) kept.add(from + i);
    });
  }
  kept.add(values.length - 1);
  return [...kept].sort((a, b) => a - b);
}
