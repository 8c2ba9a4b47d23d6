import { type Backend, type Session, type Tensors, tensor } from "regard";
import { type Batch, batchesOf, epochBatches } from "./batches.js";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.js";
import { checkDataset, type Dataset } from "./dataset.js";
import type { Parameter } from "./network.js";
import { adamStep, initialState, type State } from "./optimizer.js";
import { type Plan, planOf, type TrainOptions } from "./plan.js";
import { epsilonAt, rateAt } from "./schedule.js";
import { openGraph, trainingBackend } from "./session.js";
import { gradientOf, type Step, trainingStep } from "./step.js";
import { initialWeights, type Weights, weightOf } from "./weights.js";

/** How a training is going. */
export interface EpochProgress {
  /** Epochs done, with the part of the running one. */
  readonly epoch: number;
  readonly epochs: number;
  /** Means since the epoch began. */
  readonly loss: number;
  readonly accuracy: number;
  readonly secondsLeft: number;
  readonly picturesPerSecond: number;
}

/**
 * Trains a network and gives the moving average of its weights. The same options and pictures give the same bits, whether or not
 * the training was interrupted and went on from its checkpoint.
 */
export async function train(
  dataset: Dataset,
  options: TrainOptions,
  onProgress?: (progress: EpochProgress) => void,
): Promise<Weights> {
  checkDataset(dataset);
  const plan = planOf(dataset, options);
  const backend = trainingBackend();
  try {
    const { parameters, run } = openSteps(backend, dataset, plan);
    const found = options.checkpoint ? await readCheckpoint(options.checkpoint, plan.of) : null;
    let { epochs, state }: Omit<Checkpoint, "of"> = found ?? {
      epochs: 0,
      state: initialState(initialWeights(parameters, options.seed)),
    };
    const watch = stopwatch(dataset, plan, epochs);
    for (; epochs < plan.epochs; epochs++) {
      state = await trainEpoch(run, dataset, plan, state, epochs, (done, loss, accuracy) =>
        onProgress?.({ ...watch(epochs, done), loss, accuracy }),
      );
      if (options.checkpoint) {
        await writeCheckpoint(options.checkpoint, { epochs: epochs + 1, state, of: plan.of });
      }
    }
    return state.average;
  } finally {
    await backend.close();
  }
}

/** The steps on plain and on attacked pictures, each compiled when it is first taken. */
function openSteps(backend: Backend, dataset: Dataset, plan: Plan) {
  const total = plan.epochs * batchesOf(dataset, plan.batch);
  const steps = [false, true].map((adversarial) => trainingStep({ ...plan, adversarial }));
  const sessions: (Promise<Session> | undefined)[] = [];
  const parameters = steps[0]?.parameters ?? [];
  const run = async (batch: Batch, { steps: done, weights }: State): Promise<Tensors> => {
    const epsilon = plan.epsilon === null ? 0 : epsilonAt(done, total, plan.epsilon);
    const kind = epsilon > 0 ? 1 : 0;
    sessions[kind] ??= openGraph(backend, (steps[kind] as Step).graph);
    return (await sessions[kind]).run(feedsOf(batch, weights, parameters, epsilon));
  };
  return { parameters, run };
}

async function trainEpoch(
  step: (batch: Batch, state: State) => Promise<Tensors>,
  dataset: Dataset,
  plan: Plan,
  state: State,
  epoch: number,
  onStep: (done: number, loss: number, accuracy: number) => void,
): Promise<State> {
  const count = batchesOf(dataset, plan.batch);
  const batches = epochBatches(dataset, epoch, plan);
  const sums = { loss: 0, accuracy: 0 };
  let now = state;
  let next = batches.next();
  for (let done = 1; !next.done; done++) {
    const running = step(next.value, now);
    // Made while the worker runs.
    next = batches.next();
    const results = await running;
    const loss = scalarOf(results, "loss");
    if (!Number.isFinite(loss))
      throw new Error(`the loss is ${loss} after ${now.steps} steps; lower the rate`);
    sums.loss += loss;
    sums.accuracy += scalarOf(results, "accuracy");
    const gradients = (name: string) => results[gradientOf(name)]?.data as Float32Array;
    now = adamStep(now, gradients, rateAt(now.steps, count * plan.epochs, plan.rate), plan);
    onStep(done, sums.loss / done, sums.accuracy / done);
  }
  return now;
}

function feedsOf(
  { pixels, targets, noise }: Batch,
  weights: Weights,
  parameters: readonly Parameter[],
  epsilon: number,
): Tensors {
  const attack = noise && epsilon > 0 ? { noise, epsilon: tensor(Float32Array.of(epsilon), []) } : {};
  const current = parameters.map(({ name, dims }) => [name, tensor(weightOf(weights, name), dims)] as const);
  return { pixels, targets, ...attack, ...Object.fromEntries(current) };
}

const scalarOf = (results: Tensors, name: string): number => Number(results[name]?.data[0]);

/** Says how long the rest takes, from how long this run has taken. */
function stopwatch(dataset: Dataset, { batch, epochs }: Plan, begun: number) {
  const start = performance.now();
  const count = batchesOf(dataset, batch);
  return (epoch: number, done: number) => {
    const seconds = (performance.now() - start) / 1000;
    const steps = (epoch - begun) * count + done;
    return {
      epoch: epoch + done / count,
      epochs,
      secondsLeft: (seconds / steps) * ((epochs - begun) * count - steps),
      picturesPerSecond: (steps * batch) / seconds,
    };
  };
}
