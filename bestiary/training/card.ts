import { shortName } from "regard";

/** What the training of one network gave. */
export interface Judged {
  readonly name: string;
  readonly architecture: string;
  readonly epochs: number;
  readonly epsilon: number | null;
  readonly parameters: number;
  readonly accuracy: number;
  readonly robust: number;
  /** `null` where the training was interrupted. */
  readonly seconds: number | null;
  readonly confusion: readonly (readonly number[])[];
}

/** How well a network's gradient maps find the objects. */
export interface Located {
  readonly name: string;
  readonly count: number;
  readonly hits: number;
  readonly overlap: number;
  readonly chanceHits: number;
  readonly chanceOverlap: number;
}

/** How far the class can be told without looking at shapes. */
export interface Shortcuts {
  readonly chance: number;
  readonly meanColor: number;
  readonly background: number;
  readonly learned: number;
  readonly asked: number;
  readonly squares: number;
}

/** Everything that the card states. */
export interface CardContent {
  readonly judged: readonly Judged[];
  readonly located: readonly Located[];
  readonly shortcuts: Shortcuts;
  readonly labels: readonly string[];
  readonly sets: Readonly<
    Record<"training" | "heldOut", { readonly count: number; readonly seed: number; readonly size: number }>
  >;
  readonly machine: string;
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map(row).join("\n");
const short = (name: string): string => shortName({ name });

/** The model card of the bestiary in Markdown: every number in it was measured by the programs of the training. */
export function modelCard({ judged, located, shortcuts, labels, sets, machine }: CardContent): string {
  const { training, heldOut } = sets;
  return `# The bestiary

<!-- Written by \`npm run bestiary:train\`; do not edit. -->

Pictures that know their own answer and three networks that were trained on them: what \`regard report\` shows when it is given
nothing. Generator, training, weights and this card are made by this repository; nobody else's pictures or weights are in them
(Apache-2.0 like the rest).

- \`../src/bestiary/\`: the generator, part of the package (\`drawScene\`, \`regard pictures\`).
- \`training/\`: the trainer, on Regard's own gradients. \`npm run bestiary:train\` draws, trains, judges and writes this card.
- \`networks/\`: the networks, model folders like any other.

![A picture of every class](../docs/images/bestiary.jpg)

## Data

${labels.length} classes: ${labels.map(short).join(", ")}. A scene is drawn from a species and a seed. The seed alone decides the
place (field, rock, sand, sea, sky, street), the colors, size, surface, light and what stands in front; the species decides the
shape, how far it may be turned and whether it may be mirrored. Each picture has the exact mask of its object.

${training.count.toLocaleString("en")} pictures of ${training.size} × ${training.size} for training (seed ${training.seed}), ${heldOut.count.toLocaleString("en")} held out (seed ${heldOut.seed}), as many of each class.

What can be told without looking at shapes, by multinomial logistic regression (chance: ${percent(shortcuts.chance)}):

${table(
  ["a linear classifier on", "held-out accuracy"],
  [
    ["the mean color of the picture (3 numbers)", percent(shortcuts.meanColor)],
    [
      `the place alone, without object and shadow (${shortcuts.squares} × ${shortcuts.squares} mean colors; ${shortcuts.learned} pictures learned, ${shortcuts.asked} asked)`,
      percent(shortcuts.background),
    ],
  ],
)}

## Networks

Input: pixels in [0, 1], normalized by (x − 0.5) / 0.25, [batch, 3, ${training.size}, ${training.size}]; output: ${labels.length} scores before Softmax; opset 18.
Kernels are stored as whole numbers of 8 bits with one scale each (DequantizeLinear), and judged as they are stored.

${table(
  [
    "network",
    "architecture",
    "parameters",
    "trained",
    "held-out accuracy",
    "under PGD-20 at L∞ 4/255",
    "time",
  ],
  judged.map(({ name, architecture, parameters, epochs, epsilon, accuracy, robust, seconds }) => [
    `\`${name}\``,
    architecture === "squeeze"
      ? "SqueezeNet’s kind: a convolution, six fire modules, a 1 × 1 convolution, global average"
      : "VGG’s kind: 3 × 3 convolutions, max pools, dense head",
    parameters.toLocaleString("en"),
    `${epochs} epochs${epsilon === null ? "" : `, fast adversarial training with random start at ${Math.round(epsilon * 255)}/255`}`,
    `${(100 * accuracy).toFixed(2)} %`,
    percent(robust),
    seconds === null ? "–" : `${Math.round(seconds / 60)} min`,
  ]),
)}

Robust accuracy: a picture counts if the network is right about it as it is, at a random start in the ball, and after each of 20
steps of projected gradient descent (Madry et al. 2017, arXiv 1706.06083) of 1/255. Adversarial training: Wong et al. 2020,
arXiv 2001.03994, on the pictures as they are for the first 30 % of the steps, at ε rising from there, whole from 60 % on: attacked
from the first step, these networks, which have no normalization layers, stayed at chance in short trials. Times are of one core each, two networks at a time, with the judging; ${machine}.

Whether the gradient maps (${located[0]?.count} other pictures, of the true class, smoothed by a Gaussian of 3 pixels) lie on the
object. Pointing game: the map's maximum is on the object (Zhang et al. 2016, arXiv 1608.00507). IoU: of the object with the map's
largest values, as many as the object has pixels.

${table(
  ["network", "pointing game", "mean IoU"],
  [
    ...located.map(({ name, hits, overlap }) => [`\`${name}\``, percent(hits), overlap.toFixed(3)]),
    ["by chance", percent(located[0]?.chanceHits ?? 0), (located[0]?.chanceOverlap ?? 0).toFixed(3)],
  ],
)}

## Confusion

Rows: what a picture shows; columns: what the network says.

${judged.map((each) => confusion(each, labels)).join("\n\n")}

## What the networks are not for

They know drawn scenes, not photographs: of a photograph they say something all the same.
`;
}

function confusion({ name, confusion: counts }: Judged, labels: readonly string[]): string {
  const head = [`\`${name}\``, ...labels.map(short)];
  return table(
    head,
    counts.map((line, i) => [short(labels[i] ?? ""), ...line.map((count) => count || "·")]),
  );
}
