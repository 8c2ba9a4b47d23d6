/** The positions, in their order, moved as little as is needed for no two to be nearer than `gap`, all within the bounds. */
export function apart(
  positions: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = [...positions.keys()].sort((a, b) => (positions[a] as number) - (positions[b] as number));
  const moved = [...positions];
  let least = low;
  for (const i of order) {
    moved[i] = Math.max(least, moved[i] as number);
    least = (moved[i] as number) + gap;
  }
  let most = high;
  for (const i of order.reverse()) {
    moved[i] = Math.min(most, moved[i] as number);
    most = (moved[i] as number) - gap;
  }
  return moved;
}
