import type { Graph, Value } from "../graph/types.js";
import type { Preprocessing } from "./preprocessing.js";

/** A named place in a network whose activation can be read, differentiated or maximized. */
export interface Layer {
  readonly name: string;
  readonly op: string;
  readonly value: Value;
}

/** A classifier as plain data: a graph that takes pixels, and what its input and its scores mean. */
export interface Model {
  readonly name: string;
  /** From pixels [N, 3, H, W] in [0, 1] (RGB) to the network's own outputs; opset 18 or later. */
  readonly graph: Graph;
  /** What the file itself says: its operator set and its inputs, before pixels took their place. */
  readonly declared: { readonly opset: number; readonly inputs: readonly Value[] };
  readonly pixels: Value;
  /** The network's normalized input x as [N, 3, H, W], in the network's own channel order. */
  readonly input: Value;
  /** The scores before any Softmax, [N, classes]. */
  readonly logits: Value;
  /** The same scores with the final ReLU left out, where the network ends in one (SqueezeNet does); else `null`. */
  readonly logitsBeforeRelu: Value | null;
  readonly classes: number;
  readonly layers: readonly Layer[];
  /** A name for each class; `"class 7"` where there are no labels. */
  readonly labels: readonly string[];
  readonly preprocessing: Preprocessing;
  /** The size of the pictures that go in. */
  readonly size: { readonly height: number; readonly width: number };
  /** The batch size the network insists on, or `null` where any will do. */
  readonly batch: number | null;
  /** The file that the large constants of the graph are views into, most of them if there are several. */
  readonly source: Uint8Array;
  /** What had to be assumed and what looks odd, in sentences for people. */
  readonly notes: readonly string[];
}
