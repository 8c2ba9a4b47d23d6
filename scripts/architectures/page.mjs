const row = (cells) => `| ${cells.join(" | ")} |`;
const error = (value) => value.toExponential(1);

/** One line for each export; those of equal graphs and equal errors stand in one. */
function rowsOf({ name, size, results }) {
  const lines = new Map();
  for (const { opset, batch, refusal, nodes, operators, ...errors } of results) {
    const told =
      refusal === null
        ? [nodes, operators.length, ...["scores", "gradient", "layer"].map((what) => error(errors[what]))]
        : ["not exportable", "", "", "", ""];
    const key = [batch, ...told].join();
    const opsets = [...(lines.get(key)?.opsets ?? []), opset];
    lines.set(key, { batch, told, opsets });
  }
  return [...lines.values()].map(({ batch, told, opsets }) =>
    row([name, `${size} × ${size}`, opsets.join(", "), batch, ...told]),
  );
}

const refusals = (networks) =>
  networks.flatMap(({ name, results }) =>
    results.flatMap(({ opset, refusal }) =>
      refusal === null ? [] : [`- ${name}, opset ${opset}: ${refusal}`],
    ),
  );

const places = ({ name, layer, candidates, results }) => {
  const found = results.find(({ layerName }) => layerName);
  return row([name, `\`${layer}\``, found ? `\`${found.layerName}\`` : "", candidates]);
};

/** docs/architectures.md. */
export function page(networks, tolerance) {
  const measured = networks.flatMap(({ results }) => results.filter(({ refusal }) => refusal === null));
  const worst = (what) => error(Math.max(...measured.map((each) => each[what])));
  const operators = [...new Set(measured.flatMap((each) => each.operators))].sort();
  const [{ torch, torchvision, runtime }] = networks;
  const refused = refusals(networks);
  return `# Architectures

Each family of classifiers in torchvision, exported from PyTorch and differentiated by Regard: its scores and gradients against
PyTorch's own. Written by \`npm run architectures\`, which needs a Python with PyTorch, torchvision and onnx, and fails where an
error is above ${tolerance}.

An error is ‖a − b‖ / ‖b‖ over all elements, where b is PyTorch's float32. *Gradient* is that of a class score with respect to the
input, *layer* the same with respect to the output of a module inside (the second table says which). Largest here: scores
${worst("scores")}, gradient ${worst("gradient")}, layer ${worst("layer")}, over ${measured.length} exports of ${networks.length} networks.

${row(["network", "input", "opset", "batch", "nodes", "operators", "scores", "gradient", "layer"])}
${row(Array(9).fill("---"))}
${networks.flatMap(rowsOf).join("\n")}

${refused.length > 0 ? `Not exportable, in the exporter's words:\n\n${refused.join("\n")}` : "Every export that was asked of PyTorch came out."}

The ${operators.length} operators in these files: ${operators.join(", ")}.

## How it was measured

- PyTorch ${torch}, torchvision ${torchvision}, exported by \`torch.onnx.export\` (the TorchScript exporter). PyTorch 1.13 has no newer
  one: \`dynamo_export\` came with 2.1, so its files were not checked.
- ${runtime}.
- Weights are random, seeded by the CRC-32 of the network's name: weights normal with variance 2 / fan-in, scales uniform in
  [0.5, 1.5] (0.3 times that in EfficientNets: the forty blocks of v2 S else amplify rounding to 1e-2), biases, tokens, position tables and everything else normal with deviation 0.2. The statistics of batch
  normalization are those of 16 random pictures, the means moved by normal noise of 0.2 deviations, the variances multiplied by
  0.6 to 1.6. So no parameter is 0 or 1 and hides a mistake, and activations neither overflow nor die out.
- Two pictures of normal noise, with classes 7 and 123, each with a gradient of its own. A file of dynamic batch is traced with
  one picture and run with both; one of fixed batch runs one after the other, and its layer is measured on the first.
- The gradient of ReLUs and maxima jumps where a unit is at its kink, and one that is there to the last digits of float32 is decided
  by the order of additions (architecture.md, "What equality with PyTorch means"). So pictures are taken in the order of their
  seeds 0, 1, 2, …, and only where PyTorch agrees with itself within 5e-5 in scores and both gradients: float32 with oneDNN,
  float32 without, and float64; and within 3e-4 at three pictures moved by normal noise of 1e-6. Regard has no part in that
  choice. The last column says how many were looked at for the two.
- Swin v2 sets a part of a bias to zero in place, for which the exporter of PyTorch 1.13 has no operator (\`aten::zero\`). The script
  registers one: multiplication by 0.
- The sizes are small ones that make sense. AlexNet averages to 6 × 6, which the exporter writes for multiples of it only, and MaxViT's
  windows fit 224 first. The classifier of VGG reads 7 × 7 features, of pictures of 224 × 224, where among some ten million
  units one is at its kink in most pictures; here it reads 1 × 1, of 32 × 32, and has as many layers.
- ResNet-50 and its kin and MobileNet v2 take 32 × 32, too. At 64 × 64 PyTorch's own gradient of ResNet-50 changes by 1e-3 to 6e-2
  when the picture is moved by 1e-6, so no two runtimes can be expected to agree; and in MobileNet v2 one of the two pictures
  had a unit nearer to its kink than that, 4.3e-3 apart, but 1.6e-6 where the picture is brighter by 2⁻²³. (Before three moved
  pictures were asked for, the differences were 2.5e-2 in ResNet-50 and 4.9e-3 in ResNeXt-50 at 64 × 64, 8.7e-3 in VGG-11.)

${row(["network", "module of PyTorch", "layer of the ONNX file", "pictures looked at"])}
${row(Array(4).fill("---"))}
${networks.map(places).join("\n")}
`;
}
