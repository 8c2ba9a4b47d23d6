/** How long a film is without its end, and how long the last picture stays, in milliseconds. */
const [whole, end] = [5000, 1500];

/** How long each of so many pictures is seen: quicker than an eye can follow is of no use, and so is slower than it has patience. */
export function pace(count: number): number[] {
  const each = Math.min(200, Math.max(40, Math.round(whole / count / 10) * 10));
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? end : each));
}

/** At most so many of a list, evenly, the first and the last among them. */
export function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))] as T);
}
