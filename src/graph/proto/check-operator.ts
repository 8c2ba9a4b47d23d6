import { RegardError } from "../../errors.js";
import { AttributeProto_AttributeType as Kind, type NodeProto } from "./onnx_pb.js";
import { operatorLines } from "./operators.js";

interface Count {
  readonly least: number;
  readonly most: number;
}

/** An operator as a range of operator sets has it. */
interface Form {
  readonly since: number;
  readonly inputs: Count;
  readonly outputs: Count;
  /** The kind of each attribute, in the words of `Kind`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly required: readonly string[];
}

const lines: ReadonlyMap<string, string> = new Map(
  operatorLines
    .trim()
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf(" ")), line]),
);
const known = new Map<string, readonly Form[]>();

/** The forms of an operator of ai.onnx, the oldest first; `null` for one that ONNX does not have. */
function formsOf(op: string): readonly Form[] | null {
  const line = lines.get(op);
  if (line === undefined) return null;
  const forms = known.get(op) ?? line.split(" ").slice(1).map(parseForm);
  known.set(op, forms);
  return forms;
}

function parseForm(text: string): Form {
  const [, since, inputs = "", outputs = "", listed = ""] =
    /^(\d+):([\d-]+)>([\d-]+)(?:\[(.*)\])?$/.exec(text) ?? [];
  const attributes = listed
    .split(",")
    .filter((each) => each !== "")
    .map((each) => each.split("=") as [string, string]);
  return {
    since: Number(since),
    inputs: parseCount(inputs),
    outputs: parseCount(outputs),
    attributes: new Map(attributes.map(([name, kind]) => [name.replace("!", ""), kind.toUpperCase()])),
    required: attributes.flatMap(([name]) => (name.endsWith("!") ? [name.slice(0, -1)] : [])),
  };
}

function parseCount(text: string): Count {
  const [least = "", most = least] = text.split("-");
  return { least: Number(least), most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
}

/** Operators whose first inputs may be absent though others must follow. */
const loops: ReadonlySet<string> = new Set(["Loop", "Scan"]);

/**
 * Checks a node of ai.onnx against ONNX's own schemas: that the opset has the operator, how many inputs and outputs it takes,
 * which attributes must be there, and of which kind they are. ONNX Runtime does not check all of it and dies of some.
 */
export function checkOperator(node: NodeProto, opset: number, what: string): void {
  const fail = (reason: string): never => {
    throw new RegardError("model", `${what}: ${reason}`);
  };
  const forms = formsOf(node.opType) ?? fail("ONNX has no such operator");
  const form =
    forms.findLast(({ since }) => since <= opset) ??
    fail(`opset ${opset}, in which the model is written, does not have it; it came with ${forms[0]?.since}`);
  // An absent input or output at the end may be written or left out.
  const present = (names: readonly string[]): number => names.findLastIndex((name) => name !== "") + 1;
  checkCount(present(node.input), form.inputs, "input", fail);
  const { least, most } = form.inputs;
  const needed = most === Number.POSITIVE_INFINITY ? node.input.length : least;
  const absent = loops.has(node.opType) ? -1 : node.input.slice(0, needed).indexOf("");
  if (absent >= 0) fail(`input ${absent} is absent`);
  checkCount(present(node.output), form.outputs, "output", fail);
  const given = new Set<string>();
  for (const { name, type, refAttrName } of node.attribute) {
    if (refAttrName !== "") fail(`attribute ${name} refers to one of a function, and this is none`);
    if (given.has(name)) fail(`attribute ${name} is given twice`);
    given.add(name);
    const kind = form.attributes.get(name);
    if (kind === undefined) fail(`ONNX has no attribute ${name} for it`);
    if (kind !== Kind[type]) {
      fail(
        `attribute ${name} is ${(Kind[type] ?? `kind ${type}`).toLowerCase()}, not ${kind?.toLowerCase()}`,
      );
    }
  }
  const missing = form.required.find((name) => !given.has(name));
  if (missing !== undefined) fail(`attribute ${missing} is missing`);
}

function checkCount(
  count: number,
  { least, most }: Count,
  what: string,
  fail: (reason: string) => never,
): void {
  if (count >= least && count <= most) return;
  const wanted =
    least === most
      ? `${least}`
      : most === Number.POSITIVE_INFINITY
        ? `${least} or more`
        : `${least} to ${most}`;
  fail(`takes ${wanted} ${what}${wanted === "1" ? "" : "s"}, not ${count}`);
}
