import { RegardError } from "../../errors.js";
import type { GraphProto, ModelProto } from "./onnx_pb.js";

/** More of each than any network has; a file that claims more is damaged or hostile. */
export const limits = {
  nodes: 100_000,
  weights: 100_000,
  "graph inputs and outputs": 10_000,
  "inputs and outputs of a node": 10_000,
  "attributes of a node": 256,
  "operator domains": 64,
  functions: 10_000,
  "entries of metadata": 10_000,
  "graphs in each other": 8,
} as const;

/** Throws `RegardError("model")` where a file has more of something than any network. Subgraphs count, too. */
export function checkCounts({ graph, opsetImport, functions, metadataProps }: ModelProto): void {
  check("operator domains", opsetImport.length);
  check("functions", functions.length);
  check("entries of metadata", metadataProps.length);
  let nodes = 0;
  let weights = 0;
  const visit = (proto: GraphProto, depth: number): void => {
    check("graphs in each other", depth);
    check("graph inputs and outputs", Math.max(proto.input.length, proto.output.length));
    nodes += proto.node.length;
    weights += proto.initializer.length;
    for (const { opType, name, input, output, attribute } of proto.node) {
      const where = ` (${opType} "${name || output[0]}")`;
      check("inputs and outputs of a node", Math.max(input.length, output.length), where);
      check("attributes of a node", attribute.length, where);
      for (const { g } of attribute) if (g) visit(g, depth + 1);
    }
  };
  if (graph) visit(graph, 0);
  check("nodes", nodes);
  check("weights", weights);
}

function check(what: keyof typeof limits, count: number, where = ""): void {
  if (count > limits[what]) {
    throw new RegardError("model", `${count} are too many ${what}${where}; at most ${limits[what]} are read`);
  }
}
