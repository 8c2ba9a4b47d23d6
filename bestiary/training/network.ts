import { type Builder, int, ints, type Value } from "regard";

/** A tensor that training changes. */
export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** The standard deviation it starts with (He et al. 2015, arXiv 1502.01852); 0 for a bias. */
  readonly deviation: number;
}

/** What a network is written into. The same network trains and is exported: only its parameters differ. */
export interface Scope {
  readonly g: Builder;
  /** A parameter as a value of the graph: an input while the network is trained, a constant once it is exported. */
  readonly parameter: (parameter: Parameter) => Value;
}

/** A layer, or a network of them: adds nodes and gives what they compute. */
export type Layer = (scope: Scope, x: Value) => Value;

/** One layer after another. */
export const sequence =
  (...layers: readonly Layer[]): Layer =>
  (scope, x) =>
    layers.reduce((value, layer) => layer(scope, value), x);

/** What may be said of a convolution beside its name, channels and kernel. */
export interface ConvOptions {
  readonly stride?: number;
  /** Without a ReLU behind it. */
  readonly linear?: boolean;
}

/** A square convolution that keeps the size but for its stride, and a ReLU. */
export const conv =
  (name: string, outputs: number, kernel: number, { stride = 1, linear = false }: ConvOptions = {}): Layer =>
  ({ g, parameter }, x) => {
    const inputs = channelsOf(x);
    const w = parameter({
      name: `${name}.weight`,
      dims: [outputs, inputs, kernel, kernel],
      deviation: he(inputs * kernel ** 2, linear),
    });
    const b = parameter({ name: `${name}.bias`, dims: [outputs], deviation: 0 });
    const around = Math.floor(kernel / 2);
    const attributes = {
      kernel_shape: ints([kernel, kernel]),
      strides: ints([stride, stride]),
      pads: ints([around, around, around, around]),
    };
    const y = g.op("Conv", [x, w, b], attributes, { outputs: [linear ? name : `${name}/conv`] });
    return linear ? y : g.op("Relu", [y], {}, { outputs: [name] });
  };

/** SqueezeNet's module: `squeezed` channels of 1×1, then `expanded` of 1×1 beside as many of 3×3. */
export const fire =
  (name: string, squeezed: number, expanded: number): Layer =>
  (scope, x) => {
    const s = conv(`${name}/squeeze1x1`, squeezed, 1)(scope, x);
    const narrow = conv(`${name}/expand1x1`, expanded, 1)(scope, s);
    const wide = conv(`${name}/expand3x3`, expanded, 3)(scope, s);
    return scope.g.op("Concat", [narrow, wide], { axis: int(1) }, { outputs: [name] });
  };

/** The largest of each 2×2 pixels. */
export const pool =
  (name: string): Layer =>
  ({ g }, x) =>
    g.op("MaxPool", [x], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) }, { outputs: [name] });

/** The mean of each channel: [N, C]. */
export const globalAverage =
  (name: string): Layer =>
  ({ g }, x) => {
    const mean = g.op("GlobalAveragePool", [x], {}, { outputs: [name] });
    return g.op("Flatten", [mean], {}, { outputs: [`${name}/flat`] });
  };

/** Every output of everything, and a ReLU unless it is `linear`. */
export const dense =
  (name: string, outputs: number, { linear = false }: Pick<ConvOptions, "linear"> = {}): Layer =>
  ({ g, parameter }, x) => {
    const flat = g.op("Flatten", [x], {}, { outputs: [`${name}/flat`] });
    const inputs = flat.type.shape?.[1];
    if (typeof inputs !== "number") throw new Error(`${name}: the number of inputs is not known`);
    const w = parameter({ name: `${name}.weight`, dims: [inputs, outputs], deviation: he(inputs, linear) });
    const b = parameter({ name: `${name}.bias`, dims: [outputs], deviation: 0 });
    const y = g.op("Gemm", [flat, w, b], {}, { outputs: [linear ? name : `${name}/sum`] });
    return linear ? y : g.op("Relu", [y], {}, { outputs: [name] });
  };

/** What keeps the size of the signal: a ReLU passes half of it. */
const he = (inputs: number, linear: boolean): number => Math.sqrt((linear ? 1 : 2) / inputs);

function channelsOf(x: Value): number {
  const channels = x.type.shape?.[1];
  if (typeof channels !== "number") throw new Error(`the number of channels of ${x.name} is not known`);
  return channels;
}
