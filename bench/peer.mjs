// What bench/tensorflow.mjs and bench/jax.mjs have in common: a peer's answer is compared with Regard's before it is timed.

import { oneHot, random, tensor, toInput, top } from "../dist/index.js";
import { open } from "../dist/node.js";
import { compileWell } from "./compile-well.mjs";
import { median } from "./median.mjs";

const pictures = 4;
const runs = 24;
const enoughSeconds = 10;
/** Before them, as in bench/pair.mjs. */
const warmSeconds = 2;

compileWell();

/**
 * Prints as JSON the milliseconds of `differentiate({ data, dims }, index)`, a peer's { value, gradient } of the score of a class
 * with respect to the normalized input [1, 3, H, W] of the model at `path`. Throws where it is not Regard's.
 */
export async function timePeer(path, differentiate) {
  const [first, ...others] = await questionsOf(path);
  const warmUp = performance.now();
  const ask = ({ input, index }) => differentiate(input, index);
  let apart = distance(await ask(first), first.answer);
  // A gradient jumps where a unit stands at its kink (docs/architecture.md), and in a picture out of a few one does. A peer
  // that computes something else agrees on none.
  for (const question of others) {
    if (apart <= 1e-3) break;
    apart = Math.min(apart, distance(await ask(question), question.answer));
  }
  if (!(apart <= 1e-3)) throw new Error(`differs from Regard's by ${apart.toExponential(1)} of the largest`);

  while (performance.now() - warmUp < 1000 * warmSeconds) await ask(first);
  const times = [];
  const start = performance.now();
  while (times.length < runs && (times.length === 0 || performance.now() - start < 1000 * enoughSeconds)) {
    const begin = performance.now();
    await ask(first);
    times.push(performance.now() - begin);
  }
  console.log(JSON.stringify({ median: median(times), least: Math.min(...times), apart }));
}

/** Pictures of noise, each with the class that the network sees there, whose score no last ReLU holds at 0, and the answer. */
async function questionsOf(path) {
  const explainer = await open(path);
  const { size, classes } = explainer.model;
  const dims = [1, 3, size.height, size.width];
  const questions = [];
  for (let seed = 1; seed <= pictures; seed++) {
    const pixels = tensor(random(seed).uniforms(dims.reduce((a, b) => a * b)), dims);
    const [{ index }] = top(await explainer.scores(pixels), 1);
    const { value, gradient } = await explainer.gradient(pixels, oneHot([index], classes));
    const input = toInput(explainer.model, pixels);
    questions.push({ input, index, answer: { value: value.data[index], gradient: gradient.data } });
  }
  await explainer.close();
  return questions;
}

/** The largest difference of values and of gradients, as a part of the largest that Regard has. */
function distance(theirs, ours) {
  const largest = (numbers) => numbers.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const differences = ours.gradient.map((each, i) => each - theirs.gradient[i]);
  return Math.max(
    Math.abs(theirs.value - ours.value) / Math.abs(ours.value),
    largest(differences) / largest(ours.gradient),
  );
}
