import { RegardError } from "../errors.js";
import { liveNodes, subgraphsOf } from "./live.js";
import type { Graph, Node } from "./types.js";

/** Integers that say something of every axis, by operator: which inputs they are. */
const perAxis: Readonly<Record<string, readonly number[]>> = {
  AffineGrid: [1],
  CenterCropPad: [1],
  ConstantOfShape: [0],
  Expand: [1],
  Pad: [1, 3],
  Reshape: [1],
  Resize: [1, 2, 3],
  Slice: [1, 2, 3, 4],
  Squeeze: [1],
  Tile: [1],
  Unsqueeze: [1],
  Upsample: [1],
};

/** More entries than any of them has: two for each of the most axes. */
const mostPerAxis = 128;

/** What says how a window moves, and the most that any of it is. */
const windowAttributes = ["kernel_shape", "strides", "dilations", "pads", "output_padding", "output_shape"];
const widest = 2 ** 20;

/**
 * Throws `RegardError("model")` for what leads to an output and is not run here: operators of other domains than ai.onnx,
 * functions of the model, Loop and Scan, and what ONNX Runtime 1.30 crashes on or does not come back from.
 */
export function checkSupported(graph: Graph): void {
  for (const node of liveNodes(graph.nodes, graph.outputs)) {
    checkNode(node);
    for (const inner of subgraphsOf(node)) checkSupported(inner);
  }
}

function checkNode(node: Node): void {
  const reason = node.domain === "" ? refused(node) : foreign(node.domain);
  if (reason === null) return;
  const name = node.domain === "" ? node.op : `${node.domain}.${node.op}`;
  const where = node.name || node.outputs.find((output) => output !== null)?.name;
  throw new RegardError("model", `operator ${name} (node "${where}") is not supported: ${reason}`);
}

function foreign(domain: string): string {
  if (domain.startsWith("com.microsoft")) {
    return `${domain} belongs to ONNX Runtime; take the model as it was before it was optimized or quantized for that`;
  }
  return (
    `only operators of ai.onnx are, not those of ${domain}; where it is a function of the model, write it out with ` +
    "onnx.inliner.inline_local_functions, or else export the model without custom operators"
  );
}

function refused(node: Node): string | null {
  if (node.op === "Loop" || node.op === "Scan") {
    return "a file could repeat its body without end; export the model with the loop unrolled, for one fixed length";
  }
  return fatal(node) ?? tooWide(node) ?? tooLong(node);
}

/** What ONNX Runtime 1.30 dies of though each part by itself is as ONNX has it. */
function fatal({ op, inputs, outputs, attributes }: Node): string | null {
  const { training_mode: mode, num_outputs: wanted } = attributes;
  if (op === "BatchNormalization" && mode?.kind === "int" && mode.value !== 0) {
    const isWhole = mode.value === 1 && outputs.length === 3 && !outputs.includes(null);
    return isWhole
      ? null
      : "it is in training mode, and not in the standard's way; export the model for inference";
  }
  const pieces = inputs[1]?.type.shape?.[0] ?? (wanted?.kind === "int" ? wanted.value : outputs.length);
  if (op === "Split" && typeof pieces === "number" && pieces !== outputs.length) {
    return `it makes ${pieces} pieces and has ${outputs.length} outputs`;
  }
  return null;
}

/** Windows over which ONNX Runtime would move for years. */
function tooWide({ attributes }: Node): string | null {
  for (const name of windowAttributes) {
    const attribute = attributes[name];
    const beyond = attribute?.kind === "ints" && attribute.value.find((size) => Math.abs(size) > widest);
    if (beyond) return `${name} of ${beyond} are more than any network has (${widest})`;
  }
  return null;
}

function tooLong({ op, inputs }: Node): string | null {
  for (const i of perAxis[op] ?? []) {
    const shape = inputs[i]?.type.shape;
    if (shape && shape.length > 1) return `its input ${i} has the shape [${shape}], which is no list`;
    const length = shape?.[0] ?? 0;
    if (typeof length === "number" && length > mostPerAxis) {
      return `its input ${i} has ${length} entries, and no tensor has so many axes`;
    }
  }
  return null;
}
