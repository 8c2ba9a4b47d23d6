/** The rate of step `step` of `total`: a straight warm-up to `peak`, then half a cosine down to 0. */
export function rateAt(step: number, total: number, peak: number): number {
  const warmUp = Math.max(1, Math.round(total * warmUpPart));
  if (step < warmUp) return (peak * (step + 1)) / warmUp;
  return (peak * (1 + Math.cos((Math.PI * (step - warmUp)) / Math.max(1, total - warmUp)))) / 2;
}

/**
 * How far the pixels of step `step` of `total` are moved: not at all at first, because a network that has learned nothing
 * gives up under attack and scores every class alike, then ever further up to `peak`.
 */
export function epsilonAt(step: number, total: number, peak: number): number {
  const risen = (step / total - attackFrom) / (attackWhole - attackFrom);
  return peak * Math.min(1, Math.max(0, risen));
}

const warmUpPart = 0.05;
const attackFrom = 0.3;
const attackWhole = 0.6;
