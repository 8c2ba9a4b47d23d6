import { int, ints, string } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { type Case, data, parameter, type Row, uniform } from "../case.js";
import { convWindow, moving, type Sliding, sizesFor } from "./window.js";

interface Channels {
  readonly group: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Inputs and outputs of one group. */
  readonly each: readonly [number, number];
}

function someChannels(r: Random): Channels {
  const group = r.chance() ? 1 : r.int(2, 3);
  // Every third grouped convolution is depthwise.
  const each = group > 1 && r.chance(0.33) ? ([1, 1] as const) : ([r.int(1, 2), r.int(1, 3)] as const);
  return { group, inputs: group * each[0], outputs: group * each[1], each };
}

const grouped = ({ group }: Channels): Attributes => (group === 1 ? {} : { group: int(group) });

const some = (r: Random, dims: readonly number[]) => parameter(dims, uniform(r, dims));

/** So many that the weight's gradient is a matrix product for each element of the kernel. */
const manyChannels = (r: Random): Channels => {
  const [inputs, outputs] = [r.int(8, 9), r.int(1, 2)];
  return { group: 1, inputs, outputs, each: [inputs, outputs] };
};

function conv(r: Random): Case {
  const window = convWindow(r, r.int(1, 3));
  const channels = r.chance(0.3) ? manyChannels(r) : someChannels(r);
  const dims = [r.int(1, 2), channels.inputs, ...sizesFor(r, window)];
  const w = [channels.outputs, channels.each[0], ...window.kernel];
  return {
    inputs: [data(dims, uniform(r, dims)), some(r, w), r.chance() ? some(r, [channels.outputs]) : null],
    attributes: { ...window.attributes, ...grouped(channels), ...kernelShape(r, window) },
  };
}

const kernelShape = (r: Random, { kernel }: Sliding): Attributes =>
  r.chance() ? { kernel_shape: ints(kernel) } : {};

function convTranspose(r: Random): Case {
  const rank = r.int(1, 3);
  const window = moving(r, rank, true);
  const channels = r.chance(0.3) ? manyChannels(r) : someChannels(r);
  const spatial = r.ints(rank, 1, rank === 3 ? 3 : 5);
  const w = [channels.inputs, channels.each[1], ...window.kernel];
  const { kernel, strides, dilations } = window;
  const extra = kernel.map((_, i) => r.int(0, (strides[i] ?? 1) - 1));
  const full = kernel.map((size, i) => {
    const reach = (size - 1) * (dilations[i] ?? 1) + 1;
    return (strides[i] ?? 1) * ((spatial[i] ?? 1) - 1) + (extra[i] ?? 0) + reach;
  });
  const dims = [r.int(1, 2), channels.inputs, ...spatial];
  return {
    inputs: [data(dims, uniform(r, dims)), some(r, w), r.chance() ? some(r, [channels.outputs]) : null],
    attributes: {
      ...window.attributes,
      ...grouped(channels),
      ...kernelShape(r, window),
      ...placement(r, window, full, extra),
    },
  };
}

/** Pads, auto_pad or output_shape of a ConvTranspose whose output would be `full` without padding. */
function placement(
  r: Random,
  { strides }: Sliding,
  full: readonly number[],
  extra: readonly number[],
): Attributes {
  const output_padding: Attributes = extra.some((size) => size > 0) ? { output_padding: ints(extra) } : {};
  const auto = { auto_pad: string(r.pick(["SAME_UPPER", "SAME_LOWER"])) };
  const pads = full.map((size) => r.int(0, Math.min(2, Math.floor((size - 1) / 2))));
  const kind = r.int(0, 4);
  if (kind === 0) return { ...output_padding, auto_pad: string("VALID") };
  if (kind === 1)
    return {
      ...output_padding,
      ...(r.chance() ? auto : {}),
      output_shape: ints(full.map((size) => r.int(1, size))),
    };
  // The standard and ONNX Runtime agree on SAME where the kernel reaches over the stride.
  if (kind === 2 && strides.every((stride) => stride === 1)) return { ...output_padding, ...auto };
  return { ...output_padding, pads: ints([...pads, ...pads.map((pad) => Math.max(0, pad - r.int(0, 1)))]) };
}

export const convolution = {
  Conv: { make: conv, count: 150 },
  ConvTranspose: { make: convTranspose, count: 150 },
} satisfies Record<string, Row>;
