/** Rows of features, `width` numbers each, and the class of each row. */
export interface Samples {
  readonly width: number;
  readonly features: Float64Array;
  readonly labels: Uint8Array;
}

/** How a linear classifier is fitted. */
const fit = { rounds: 300, rate: 0.5, decay: 1e-3 } as const;

/**
 * The part of `test` that a linear classifier gets right after it was fitted to `training`: multinomial logistic regression by
 * gradient descent on standardized features, from zero weights.
 */
export function linearAccuracy(training: Samples, test: Samples, classes: number): number {
  const { width } = training;
  const scale = standardization(training);
  const [known, asked] = [scale(training), scale(test)];
  const weights = new Float64Array(classes * (width + 1));
  const count = training.labels.length;
  for (let round = 0; round < fit.rounds; round++) {
    const gradient = new Float64Array(weights.length);
    for (let i = 0; i < count; i++) {
      const chances = softmax(scoresOf(weights, known, i, width, classes));
      for (let k = 0; k < classes; k++) {
        const error = ((chances[k] ?? 0) - (training.labels[i] === k ? 1 : 0)) / count;
        for (let j = 0; j < width; j++)
          add(gradient, k * (width + 1) + j, error * (known[i * width + j] ?? 0));
        add(gradient, k * (width + 1) + width, error);
      }
    }
    for (let i = 0; i < weights.length; i++) {
      add(weights, i, -fit.rate * ((gradient[i] ?? 0) + fit.decay * (weights[i] ?? 0)));
    }
  }
  const right = test.labels.filter((label, i) => {
    const scores = scoresOf(weights, asked, i, width, classes);
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.labels.length;
}

/** Shifts and scales every feature to mean 0 and deviation 1 over the training samples. */
function standardization({ width, features }: Samples): (samples: Samples) => Float64Array {
  const count = features.length / width;
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (const [i, x] of features.entries()) {
    add(mean, i % width, x / count);
    add(square, i % width, (x * x) / count);
  }
  return ({ features: all }) =>
    all.map((x, i) => {
      const center = mean[i % width] ?? 0;
      return (x - center) / Math.sqrt(Math.max(1e-12, (square[i % width] ?? 0) - center * center));
    });
}

function scoresOf(
  weights: Float64Array,
  x: Float64Array,
  row: number,
  width: number,
  classes: number,
): number[] {
  return Array.from({ length: classes }, (_, k) => {
    let sum = weights[k * (width + 1) + width] ?? 0;
    for (let j = 0; j < width; j++) sum += (weights[k * (width + 1) + j] ?? 0) * (x[row * width + j] ?? 0);
    return sum;
  });
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

function add(to: Float64Array, at: number, by: number): void {
  to[at] = (to[at] ?? 0) + by;
}
