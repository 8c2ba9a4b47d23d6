import { html } from "../html.js";
import type { Texts } from "./texts.js";

const and = (items: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(items);

const steps = (count: number): string => (count === 1 ? "1 step" : `${count} steps`);

export const en: Texts = {
  title: (models) => `Looking into ${and(models)}`,
  subtitle: "Saliency, adversarial examples and class visualization",
  lead:
    "Three questions to an image classifier, answered with one tool, the derivative of a class score with respect " +
    "to the picture: what does the network look at, how little does it take to fool it, and what does it picture " +
    "under a class?",
  contents: "Contents",
  figure: (number) => `Figure ${number}`,
  table: (number) => `Table ${number}`,
  colon: ": ",
  tuple: (numbers) => `(${numbers.join(", ")})`,
  and,
  settings: {
    caption: "What was examined, and with what settings.",
    network: "Network",
    classes: "Classes",
    input: "Input",
    inputValue: (width, height) => `${width} × ${height} pixels, three channels`,
    preparation: "Preparation",
    resizedTo: (width, height) => `resized to ${width} × ${height}`,
    shorterEdge: (pixels) => `shorter edge resized to ${pixels}`,
    cropped: (width, height) => `middle ${width} × ${height} cut out`,
    normalization: "Normalization",
    unit: "Unit of rates",
    unitValue: (unit) => (unit === "1" ? "x" : `x / ${unit}, as wide as a standardized input`),
    channels: (order) => `channels in ${order} order`,
    origin: "Settings from",
    assumed: "assumed, nothing was given",
    runtime: "Runtime",
    seed: "Random seed",
    pictures: "Pictures",
  },
  saliency: {
    heading: "Saliency: where does it look?",
    question:
      "Which pixels, changed a little, would change the score of a class the most? The derivative of the score with " +
      "respect to the picture answers this for every pixel at once, in a single backward pass.",
    symbols: html`Here <var>S<sub>y</sub></var> is the score of class <var>y</var> before Softmax and <var>x</var> the network’s
      normalized input with its channels <var>c</var>.`,
    methods: {
      gradient: html`Of the channels the largest magnitude is kept. Bright pixels are those the score is sensitive to.`,
      "gradient-times-input": html`Each slope is weighed by what stands there. To first order, red pixels raise the score and
        blue ones lower it, compared with an input of zeros.`,
      "integrated-gradients": html`Slopes are averaged on the straight way from a baseline <var>x</var>′ to the picture, so that
        the map adds up to the difference of the two scores. Red pixels raise the score, blue ones lower it.`,
      "smooth-grad": html`Slopes are averaged over copies of the picture with noise <var>n</var>, which averages out much of the
        grain that a single gradient has; of the channels the largest magnitude is kept.`,
      "guided-backprop": html`∂⁺ means that each ReLU passes back only what raises the score. Such maps are sharp and not
        faithful: they hardly change when the network’s upper layers are made random, so that they show the edges of the
        picture more than reasons.`,
      "grad-cam": html`<var>A<sub>k</sub></var> are the channels of a layer, <var>p</var> its places: each channel counts as
        much as its mean slope says. The map is as coarse as that layer and drawn as large as the picture.`,
    },
    limits:
      "A map says where the score depends on the picture, not why, and it is only as good as its gradient: it is noisy by " +
      "nature.",
    caption: (model, method) =>
      `Saliency maps of ${model}, method “${method}”. Above: the picture as the network receives it. Below: the map ` +
      "of its most probable class, unless another is named.",
    scale: "Color map “hot”, each map from its own minimum (black) to its own maximum (white).",
    signedScale:
      "Color map “seismic”: white is zero, red above and blue below it; the hundredth part of largest magnitudes takes the end " +
      "colors.",
    mapOf: ({ label, percent }) => `map of “${label}” (${percent})`,
    pictureAlt: (picture) => `The picture ${picture} as the network receives it`,
    mapAlt: (picture, label) => `Saliency map of ${picture} for the class ${label}`,
    localization: ({ hits, of, chance, overlap }) =>
      `The smoothed map’s maximum lies on the object in ${hits} of ${of} pictures (by chance: ${chance}); the map’s largest values, ` +
      `as many as the object has pixels, overlap it with a mean IoU of ${overlap}.`,
    noPictures: "No pictures were given, so this part and the next are left out.",
  },
  attack: {
    heading: "Fooling: how little does it take?",
    question:
      "Can a picture be changed so slightly that nobody notices, and yet so that the network calls it something else?",
    method: "The picture follows the gradient of the other class’s score, in steps of fixed length:",
    limits: (
      rate,
      count,
    ) => html`The steps of length <var>η</var> = ${rate} end when the network says <var>t</var>, after
      ${count} at most. The picture is kept within the range that pixels can have, and what counts as success is strict:
      the picture is saved as an 8-bit PNG, read back from the file, and put through the whole preprocessing; only what
      the network then says counts.`,
    letter: html`As in the assignment, nothing keeps the pixels in their range on the way. What counts as success is
      nevertheless what the network says of the saved 8-bit picture, read back from its file.`,
    ballMethod:
      "The picture follows the gradient of the other class’s log-probability, in steps of fixed length, and never leaves a " +
      "small ball around the original:",
    ballLimits: (
      norm,
      radius,
      rate,
      count,
    ) => html`Here Π brings the picture back to ‖<var>x</var> − <var>x</var>₀‖<sub>${norm}</sub> ≤
      ${radius} and into the range that pixels can have; the steps have the length <var>η</var> = ${rate} in that norm, and
      there are ${count} at most. What counts as success is strict: the picture is saved as an 8-bit PNG that keeps to the
      ball too, read back from the file, and put through the whole preprocessing; only what the network then says counts.`,
    display: html`The differences are drawn as 0.5 + <var>m</var> · (fooled − original), so that gray means “unchanged”.
      What leaves the range is clamped, never wrapped around, and the captions say how much that is.`,
    original: "Original",
    fooled: "Fooled",
    difference: "Difference",
    differenceTimes: (times) => `Difference × ${times}`,
    fooledCaption: (picture, model, was, now, count) =>
      `${picture}: for ${model} it was “${was.label}” (${was.percent}); after ${steps(count)} it is “${now.label}” ` +
      `(${now.percent}).`,
    failedCaption: (picture, model, was, target, count) =>
      `${picture}: for ${model} it is “${was.label}” (${was.percent}); after ${steps(count)} the saved picture is still ` +
      `not “${target.label}” (${target.percent}).`,
    settings: (method, rate, count) => `Method “${method}”, rate ${rate}, at most ${steps(count)}.`,
    ball: (norm, radius) => `The change stays within ${radius} in the norm L${norm}.`,
    drawn: "Differences are drawn as 0.5 + m · (fooled − original), clamped.",
    clamped: (shares) =>
      `Clamped values: ${shares.map(({ times, percent }) => `${percent} (m = ${times})`).join(", ")}.`,
    tableCaption: `The attacks in numbers, measured between the original and the saved picture, for pixels in [0, 1].`,
    columns: {
      network: "Network",
      picture: "Picture",
      target: "Target",
      steps: "Steps",
      before: "P before",
      after: "P after",
      result: "Result",
    },
    success: "fooled",
    failure: "not fooled",
    levels: (count) => `${count}/255`,
  },
  visualization: {
    heading: "Class visualization: what does it imagine?",
    question:
      "Instead of asking what in a given picture speaks for a class, one can look for the picture that speaks for it " +
      "the most.",
    method: "One climbs the score, from random noise or from a picture:",
    meaning: html`The penalty <var>λ</var>‖<var>x</var>‖² keeps the values small. One step is`,
    regularization:
      "Left alone, this finds high-frequency patterns that mean nothing to a person. Three habits keep the picture " +
      "smooth: it is shifted by a random offset for each step, its values are held in the range of real pixels, and it " +
      "is blurred a little now and then.",
    fromPicture:
      "Started from a picture, the same climb shows which of its parts the network can reinterpret as the class.",
    caption: (label, model, from) =>
      from === null
        ? `“${label}” as ${model} pictures it, from noise.`
        : `${from} turned towards “${label}” for ${model}.`,
    recipe: (recipe, count, rate, l2, jitter) =>
      `Recipe “${recipe}”: ${steps(count)}, rate ${rate}, λ = ${l2}, shifts of up to ${jitter} pixels.`,
    normalized: "Each gradient is divided by its norm.",
    outcome: (score, percent) => `At the end: score ${score}, probability ${percent}.`,
    mean: (activation) => `At the end: mean activation ${activation}.`,
    start: "Start",
    result: "Result",
    step: (step) => `step ${step}`,
    axes: { step: "step", score: "score", probability: "probability" },
    options: { rate: "rate", steps: "steps", l2: "λ" },
    sweep: (recipe, seed) =>
      `Recipe “${recipe}” with the settings named at the edges, seed ${seed}; below each picture its probability.`,
    curveAlt: (label) => `Score and probability of ${label} at each step`,
    imageAlt: (label) => `Picture that the network scores highly as ${label}`,
    stepAlt: (label, step) => `On the way to ${label}, step ${step}`,
  },
  remarks: "Remarks",
  remark: (note) => note,
  reproduce: {
    heading: "To repeat this",
    text: "The same command with the same seed gives the same pictures:",
  },
  references: "References",
  footer: (version) =>
    `Made with Regard ${version}. This file is complete in itself: it contains no script and loads nothing.`,
};
