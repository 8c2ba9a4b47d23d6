import { RegardError } from "../errors.js";
import { kernelOf, knownPads, windowOver } from "../gradient/parts/window.js";
import { attribute, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { labelOf } from "../graph/label.js";
import type { Node, Value } from "../graph/types.js";

const padding = new Set(["Conv", "MaxPool", "AveragePool"]);

/**
 * The node with its `auto_pad` turned into padding in numbers: with strides, ONNX Runtime's WebGPU pads otherwise than it should
 * (github.com/microsoft/onnxruntime/issues/26734). Throws where the numbers are not known before the run.
 */
export function explicitPads(g: Builder, node: Node): Node {
  const auto = attribute(node, "string", "auto_pad", "NOTSET");
  if (node.domain !== "" || !padding.has(node.op) || auto === "NOTSET") return node;
  const [x, w] = node.inputs as [Value, Value | undefined];
  const pads = knownPads(windowOver(g, node, x, kernelOf(node, node.op === "Conv" ? (w ?? null) : null)));
  if (!pads) {
    throw new RegardError(
      "model",
      `node "${labelOf(node)}": its padding (auto_pad = ${auto}) depends on the size of the picture, which WebGPU gets wrong; ` +
        'take the provider "wasm"',
    );
  }
  const { auto_pad: _, ...attributes } = node.attributes;
  return { ...node, attributes: { ...attributes, pads: ints(pads) } };
}
