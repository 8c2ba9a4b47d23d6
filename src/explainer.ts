import type { Backend, Session } from "./backend.js";
import { runBatches } from "./batches.js";
import { RegardError } from "./errors.js";
import type { Rules } from "./gradient/rule.js";
import { rules as standardRules } from "./gradient/rules/index.js";
import { vjp } from "./gradient/vjp.js";
import { int } from "./graph/attributes.js";
import { Builder } from "./graph/builder.js";
import { dtypes, type Tensor, tensor } from "./graph/tensor.js";
import type { Graph, Value } from "./graph/types.js";
import { bindSize } from "./model/bind-size.js";
import type { Model } from "./model/model.js";
import { layerOf, logits, type Objective } from "./objective.js";
import { openProgram } from "./program.js";

/** A question that is compiled once: what is differentiated, with respect to what, by which rules. */
export interface Question {
  readonly of?: Objective;
  /** "pixels" in [0, 1], the network's normalized "input" (the default), or a layer's name. */
  readonly wrt?: string;
  /** Other rules ask another question, so keep them in one object. */
  readonly rules?: Rules;
}

/** The objective's value and its gradient in the direction of a seed, both for every picture of a batch. */
export interface Answer {
  readonly value: Tensor;
  readonly gradient: Tensor;
}

/**
 * A model on a backend: compiles each question once, and once more for pictures of other sizes than the model's, and
 * answers it for any class, any pictures, any number of them. Close it to free the sessions.
 */
export class Explainer {
  readonly model: Model;
  readonly #backend: Backend;
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #identities = new Map<object, number>();

  constructor(model: Model, backend: Backend) {
    this.model = model;
    this.#backend = backend;
  }

  /** How many sessions have been compiled so far. */
  get compilations(): number {
    return this.#sessions.size;
  }

  /** What runs the model, in words. */
  get runtime(): string {
    return this.#backend.name;
  }

  /**
   * The scores before any Softmax, [N, classes], of pixels [N, 3, H, W] in [0, 1]. Throws `RegardError("model")` where one
   * is not a number, because nothing could be said of such a picture.
   */
  async scores(pixels: Tensor, signal?: AbortSignal): Promise<Tensor> {
    const session = await this.#session("forward", pixels, ({ graph, logits }) => {
      const g = new Builder(graph);
      return g.graph([named(g, "value", logits)]);
    });
    const { value } = await this.#run(session, { pixels }, ["value"], signal);
    checkScores(this.model, value as Tensor);
    return value as Tensor;
  }

  /**
   * The activation of a layer, the layer's shape with N first, of pixels [N, 3, H, W] in [0, 1]. Throws
   * `RegardError("usage")` where there is no such layer.
   */
  async activation(pixels: Tensor, layer: string, signal?: AbortSignal): Promise<Tensor> {
    const session = await this.#session(`activation ${layer}`, pixels, (model) => {
      const g = new Builder(model.graph);
      return g.graph([named(g, "value", inSingle(g, layerOf(model, layer).value))]);
    });
    const { value } = await this.#run(session, { pixels }, ["value"], signal);
    return value as Tensor;
  }

  /**
   * The objective's value and seedᵀ · ∂objective/∂wrt for pixels [N, 3, H, W] in [0, 1]. `seed` has the shape of the
   * objective's value: for the scores, `oneHot` picks the class of each picture. Throws `RegardError("model")` where
   * the objective does not depend on what is asked for, or an operator between them has no gradient rule.
   */
  async gradient(
    pixels: Tensor,
    seed: Tensor,
    question: Question = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const { of = logits, wrt = "input", rules = standardRules } = question;
    checkSeed(pixels, seed);
    const key = `${wrt} ${this.#identity(of)} ${this.#identity(rules)}`;
    const session = await this.#session(key, pixels, (model) => compile(model, of, wrt, rules));
    const { value, gradient } = await this.#run(session, { pixels, seed }, ["value", "gradient"], signal);
    return { value: value as Tensor, gradient: gradient as Tensor };
  }

  /** Releases every session; the backend stays open for others. */
  async close(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.allSettled(sessions.map(async (session) => (await session).release()));
  }

  /** The session for pictures of the model's own size, where numbers in the graph make it faster, or of any other. */
  #session(question: string, pixels: Tensor, build: (model: Model) => Graph): Promise<Session> {
    checkPixels(this.model, pixels);
    const { size } = this.model;
    const [, , height, width] = pixels.dims;
    const isUsual = height === size.height && width === size.width;
    const key = `${question} ${isUsual ? "usual" : "any"}`;
    const known = this.#sessions.get(key);
    if (known) return known;
    const open = async (): Promise<Session> => {
      const model = isUsual ? bindSize(this.model) : this.model;
      return openProgram(this.#backend, build(model), model.source);
    };
    const session = open();
    this.#sessions.set(key, session);
    // A failure is told to whoever asked; the next one may try again.
    session.catch(() => this.#sessions.delete(key));
    return session;
  }

  #identity(of: object): number {
    const known = this.#identities.get(of);
    if (known !== undefined) return known;
    this.#identities.set(of, this.#identities.size);
    return this.#identities.size - 1;
  }

  async #run(
    session: Session,
    feeds: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
    signal?: AbortSignal,
  ): Promise<Record<string, Tensor>> {
    return runBatches(session, feeds, outputs, { size: this.model.batch, signal });
  }
}

/** A seed that picks `targets[i]` among the classes of picture i. Throws `RegardError("usage")` where there is no such class. */
export function oneHot(targets: readonly number[], classes: number): Tensor {
  for (const target of targets) {
    if (Number.isInteger(target) && target >= 0 && target < classes) continue;
    throw new RegardError("usage", `no class ${target}: the classes are 0 to ${classes - 1}`);
  }
  const data = new Float32Array(targets.length * classes);
  for (const [i, target] of targets.entries()) data[i * classes + target] = 1;
  return tensor(data, [targets.length, classes]);
}

function compile(model: Model, of: Objective, wrt: string, rules: Rules): Graph {
  const g = new Builder(model.graph);
  const value = inSingle(g, of(g, model));
  const at = wrt === "pixels" ? model.pixels : wrt === "input" ? model.input : layerOf(model, wrt).value;
  const seed = g.input("seed", "float32", value.type.shape ?? []);
  const [gradient] = vjp(g, value, seed, [at], rules);
  if (!gradient) {
    throw new RegardError(
      "model",
      `${model.name}: what is asked of the network does not depend on its ${wrt}`,
    );
  }
  return g.graph([named(g, "value", value), named(g, "gradient", inSingle(g, gradient))]);
}

/** Answers are float32, whatever floats the network computes with. */
const inSingle = (g: Builder, value: Value): Value =>
  value.type.dtype === "float32" ? value : g.op("Cast", [value], { to: int(dtypes.float32) });

const named = (g: Builder, name: string, value: Graph["outputs"][number]): Graph["outputs"][number] =>
  g.op("Identity", [value], {}, { outputs: [name] });

function checkPixels(model: Model, pixels: Tensor): void {
  const expected = model.pixels.type.shape ?? [];
  const fits = expected.every(
    (dim, axis) => axis === 0 || typeof dim === "string" || dim === pixels.dims[axis],
  );
  if (fits && pixels.dims.length === 4) return;
  throw new RegardError(
    "usage",
    `${model.name} takes pixels [${expected.join(", ")}], not [${pixels.dims.join(", ")}]; fit the picture first`,
  );
}

/** Throws `RegardError("model")` where a score is not a number. */
export function checkScores({ name }: Model, scores: Tensor): void {
  if (!scores.data.some(Number.isNaN)) return;
  throw new RegardError(
    "model",
    `${name}: some scores are not numbers (NaN); its weights or its preprocessing are off, or float16 overflows`,
  );
}

function checkSeed(pixels: Tensor, seed: Tensor): void {
  if (seed.dims[0] === pixels.dims[0]) return;
  throw new RegardError(
    "usage",
    `the seed [${seed.dims.join(", ")}] has not one row for each picture of the pixels [${pixels.dims.join(", ")}]`,
  );
}
