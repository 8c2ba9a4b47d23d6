/** Gives arrays of numbers uniform in [-bound, bound), one after the other from a seed. */
export function uniform(seed = 1) {
  let state = seed;
  return (count, bound = 1) => {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      data[i] = bound * (state / 2 ** 31 - 1);
    }
    return data;
  };
}
