// The floor that ONNX's standard operators allow for value and gradient: all of the forward pass, and for the gradient of each of
// its operators alone the fastest of all ways in which Regard can write it, as ONNX Runtime's profiler sees their kernels.
// Counted as if every operator knew the blocked layout, and as if a Concat cost nothing, because convolutions can be asked for each
// part by itself; a ReLU and the MaxPool behind it are one. Prints a table, and JSON in the last line:
//
//   node bench/floor.mjs MODEL [--threads 2] [--batch 1] [--runs 12]

import { parseArgs } from "node:util";
import { keepBlocked } from "../dist/blocked/keep-blocked.js";
import { rules as standard } from "../dist/gradient/rules/index.js";
import { vjp } from "../dist/gradient/vjp.js";
import { ints } from "../dist/graph/attributes.js";
import { liveNodes } from "../dist/graph/live.js";
import { simplify } from "../dist/graph/simplify.js";
import { Builder, tensor, write } from "../dist/index.js";
import { forWasm } from "../dist/wasm/for-wasm.js";
import { rulesForWasm } from "../dist/wasm/rules.js";
import { isReordering, kernelsOf, sumOf } from "./kernels.mjs";
import { median } from "./median.mjs";
import { feedsOf, graphOf, programsOf } from "./programs.mjs";
import { uniform } from "./uniform.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: "2" },
    batch: { type: "string", default: "1" },
    runs: { type: "string", default: "12" },
  },
});
const [batch, threads, runs] = [values.batch, values.threads, values.runs].map(Number);

/** How a gradient can be written: by rules, and by what is done with the graph afterwards. */
const ways = {
  blocked: { rules: standard, adapt: keepBlocked },
  wasm: { rules: rulesForWasm(standard), adapt: forWasm },
  plain: { rules: standard, adapt: (graph) => graph },
};

/** What stands before an operator so that it finds its inputs in the blocked layout; not counted. */
const before = "before";

const { model, forward, gradient } = await programsOf(positionals[0]);
const chains = [...chainsOf(graphOf(forward))];
/** Before how many of the chains the whole is timed, so that what else the machine does meets both. */
const rounds = 8;
const inPlace = { gradient: [], forward: [] };
const layers = [];
for (const [place, [chain, count]] of chains.entries()) {
  if (place % Math.ceil(chains.length / rounds) === 0) await timeInPlace();
  const times = {};
  for (const [name, way] of Object.entries(ways)) times[name] = await backwardOf(chain, way);
  const [[way]] = Object.entries(times).sort(([, a], [, b]) => a - b);
  // Timed again, because the least of several times that are noise is too little.
  layers.push({ what: titleOf(chain), count, way, milliseconds: await backwardOf(chain, ways[way]), times });
}
const [whole, scores] = [median(inPlace.gradient), median(inPlace.forward)];

const backward = layers.reduce((sum, { count, milliseconds }) => sum + count * milliseconds, 0);
for (const { what, count, way, milliseconds } of layers) {
  console.log(
    `${`${count} ×`.padStart(5)} ${milliseconds.toFixed(3).padStart(8)} ms  ${way.padEnd(8)} ${what}`,
  );
}
const shown = { forward: scores, "gradients alone": backward, floor: scores + backward, "in place": whole };
for (const [name, ms] of Object.entries(shown)) console.log(`${name.padEnd(16)} ${ms.toFixed(2)} ms`);
console.log(JSON.stringify({ forward: scores, floor: scores + backward, gradient: whole, layers }));

async function timeInPlace() {
  for (const [name, program] of Object.entries({ gradient, forward })) {
    const kernels = await kernelsOf(program, feedsOf(model, batch), { threads, runs });
    inPlace[name].push(sumOf(kernels));
  }
}

/** The nodes that a gradient goes through, in chains that are timed as one, and how often each occurs. */
function chainsOf({ nodes }) {
  const readersOf = (value) => nodes.filter(({ inputs }) => inputs.includes(value));
  const chains = nodes
    .filter(({ op, inputs }) => op !== "Concat" && inputs.some(isFed))
    .map((node) => {
      const readers = node.op === "Relu" ? readersOf(node.outputs[0]) : [];
      return readers.length === 1 && readers[0].op === "MaxPool" ? [node, readers[0]] : [node];
    });
  const behind = new Set(chains.flatMap(([, pool]) => (pool ? [pool] : [])));
  const alike = new Map();
  for (const chain of chains.filter(([node]) => !behind.has(node))) {
    const key = JSON.stringify(chain.map((node) => [node.op, node.inputs.map(described), node.attributes]));
    alike.set(key, [chain, (alike.get(key)?.[1] ?? 0) + 1]);
  }
  return alike.values();
}

/** Milliseconds that the gradient of a chain takes alone, beside the chain itself. */
async function backwardOf([node, pool], { rules, adapt }) {
  const g = new Builder(18);
  const inputs = node.inputs.map((input, at) => {
    if (isFed(input)) return fedAs(g, `x${at}`, input);
    return isWeight(input) ? g.input(`w${at}`, "float32", input.type.shape) : input;
  });
  const outputs = node.outputs.map((output, at) => output && `y${at}`);
  const [y] = g.node(node.op, inputs, node.attributes, { domain: node.domain, outputs });
  const value = pool ? g.op(pool.op, [y], pool.attributes) : y;
  const seed = fedAs(g, "dy", value);
  const asked = [...new Set(inputs.filter((_, at) => isFed(node.inputs[at])))];
  const gradients = vjp(g, value, seed, asked, rules).filter((each) => each !== null);
  const isNeeded = liveNodes(g.nodes, gradients).some(({ outputs }) => outputs.includes(value));
  const time = async (wanted) => {
    const graph = adapt(simplify(g.graph(wanted)));
    const feeds = Object.fromEntries(graph.inputs.map(({ name, type }) => [name, noise(type.shape)]));
    const kernels = await kernelsOf({ graph: write(graph, { types: true }) }, feeds, { threads, runs });
    const isBefore = ({ name }) => name.includes(before);
    const added = graph.nodes.filter(isBefore).length;
    const found = kernels.filter(isBefore).length;
    if (found !== added)
      throw new Error(`of ${added} nodes before ${titleOf([node])} ${found} were found again`);
    return sumOf(kernels.filter((kernel) => !isReordering(kernel) && !isBefore(kernel)));
  };
  const both = await time(isNeeded ? [value, ...gradients] : gradients);
  return Math.max(0, both - (isNeeded ? await time([value]) : 0));
}

/** An input that has the shape of a value, in the blocked layout where it has whole blocks of channels. */
function fedAs(g, input, { type: { shape } }) {
  const dims = shape.map((dim) => (typeof dim === "number" ? dim : batch));
  const [, channels] = dims;
  const value = g.input(input, "float32", dims);
  if (dims.length !== 4 || channels % 8 !== 0) return value;
  // With windows of one element nothing is changed, and nothing that follows is fused into a pool. In the blocked layout
  // ONNX Runtime calls it after its output.
  const name = `${before}_${input}`;
  return g.op("MaxPool", [value], { kernel_shape: ints([1, 1]) }, { name, outputs: [name] });
}

/** What a gradient goes through. */
function isFed(input) {
  return input !== null && input.constant === null && input.type.dtype === "float32" && !isWeight(input);
}

/** A weight so large that Regard feeds it. */
function isWeight(input) {
  return (forward.fed ?? []).some(({ name }) => name === input?.name);
}

/** What tells one input from another as far as time goes. */
function described(input) {
  if (!input) return null;
  const { constant, type } = input;
  return constant ? [constant.dims, constant.bytes.byteLength <= 64 ? [...constant.bytes] : []] : type.shape;
}

function titleOf(chain) {
  const ops = chain.map(({ op }) => op).join(" and ");
  const shaped = chain[0].inputs.filter((input) => input?.type.shape?.length > 1);
  return `${ops} of ${shaped.map(({ type }) => type.shape.join(" × ")).join(", ")}`;
}

function noise(dims) {
  return tensor(uniform()(dims.reduce((product, size) => product * size, 1)), dims);
}
