import { classVisualization, type Explainer, fromTensor, oneHot, random, recipes, tensor } from "regard";

// What is asked of an explainer on Node and in a browser alike.

/** The gradient of the score of class 2 for a picture of noise. */
export async function gradientOf(explainer: Explainer): Promise<Float32Array> {
  const { classes, size } = explainer.model;
  const dims = [1, 3, size.height, size.width];
  const pixels = tensor(random(7).uniforms(3 * size.height * size.width), dims);
  const { gradient } = await explainer.gradient(pixels, oneHot([2], classes));
  return gradient.data;
}

/** The 8-bit picture after 50 steps of class visualization. */
export async function visualizationOf(explainer: Explainer): Promise<Uint8Array | Uint8ClampedArray> {
  const visualize = classVisualization({ ...recipes.bestiary, steps: 50 });
  const { pixels } = await visualize(explainer, 2, { seed: 3 });
  return fromTensor(pixels).data;
}
