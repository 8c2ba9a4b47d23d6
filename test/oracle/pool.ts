import { attribute } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import { type Call, input, type Kernel, type Kernels } from "./kernel.js";
import { at, eachIndex, generate, type NdArray, offset } from "./ndarray.js";
import { type Window, windowCounts, windowOver } from "./window.js";

interface Sliding {
  readonly x: NdArray;
  readonly spatial: readonly number[];
  readonly window: Window;
  readonly dims: readonly number[];
}

function sliding(call: Call): Sliding {
  const x = input(call, 0);
  const [batch = 0, channels = 0, ...spatial] = x.dims;
  const kernel = attribute(call.node, "ints", "kernel_shape", []);
  const window = windowOver(call.node, spatial, kernel);
  const ceilMode = attribute(call.node, "int", "ceil_mode", 0) !== 0;
  return { x, spatial, window, dims: [batch, channels, ...windowCounts(window, spatial, ceilMode)] };
}

/** Calls `f` for every place a window covers, in row-major order, with whether it is inside the input and the padding. */
function eachTap(
  { window, spatial }: Sliding,
  place: readonly number[],
  f: (where: readonly number[], inside: boolean, padded: boolean) => void,
): void {
  eachIndex(window.kernel, (tap) => {
    const where = place.map(
      (i, axis) =>
        i * (window.strides[axis] ?? 1) +
        (tap[axis] ?? 0) * (window.dilations[axis] ?? 1) -
        (window.begin[axis] ?? 0),
    );
    const inside = where.every((i, axis) => i >= 0 && i < (spatial[axis] ?? 0));
    const padded = where.every((i, axis) => i < (spatial[axis] ?? 0) + (window.end[axis] ?? 0));
    f(where, inside, padded);
  });
}

/** The first maximum in row-major order wins. */
const maxPool: Kernel = (call) => {
  const pool = sliding(call);
  const columnMajor = attribute(call.node, "int", "storage_order", 0) !== 0;
  const indices = generate(pool.dims, "int64", () => 0);
  const y = generate(pool.dims, pool.x.dtype, ([n = 0, c = 0, ...place], flat) => {
    let best = Number.NEGATIVE_INFINITY;
    eachTap(pool, place, (where, inside) => {
      if (!inside) return;
      const value = at(pool.x, [n, c, ...where]);
      if (value <= best) return;
      best = value;
      indices.data[flat] = flatIndex(pool.x.dims, n, c, where, columnMajor);
    });
    return best;
  });
  return [y, indices];
};

function flatIndex(
  dims: readonly number[],
  n: number,
  c: number,
  where: readonly number[],
  columnMajor: boolean,
): number {
  if (!columnMajor) return offset(dims, [n, c, ...where]);
  const [batch = 0, channels = 0, ...spatial] = dims;
  return offset([batch, channels, ...spatial.toReversed()], [n, c, ...where.toReversed()]);
}

const averagePool: Kernel = (call) => {
  const pool = sliding(call);
  const withPadding = attribute(call.node, "int", "count_include_pad", 0) !== 0;
  return [
    generate(pool.dims, pool.x.dtype, ([n = 0, c = 0, ...place]) => {
      let sum = 0;
      let count = 0;
      eachTap(pool, place, (where, inside, padded) => {
        if (inside) sum += at(pool.x, [n, c, ...where]);
        if (withPadding ? padded : inside) count++;
      });
      return sum / count;
    }),
  ];
};

/** (Σ |x|^p)^(1/p). */
const norm = (p: number, values: readonly number[]): number =>
  values.reduce((sum, x) => sum + Math.abs(x) ** p, 0) ** (1 / p);

const lpPool: Kernel = (call) => {
  const pool = sliding(call);
  const p = attribute(call.node, "int", "p", 2);
  return [
    generate(pool.dims, pool.x.dtype, ([n = 0, c = 0, ...place]) => {
      const values: number[] = [];
      eachTap(pool, place, (where, inside) => {
        if (inside) values.push(at(pool.x, [n, c, ...where]));
      });
      return norm(p, values);
    }),
  ];
};

/** Everything beyond batch and channel reduced to size 1. */
const global = (reduce: (values: readonly number[], call: Call) => number): Kernel => {
  return (call) => {
    const x = input(call, 0);
    const [batch = 0, channels = 0, ...spatial] = x.dims;
    const size = elementCount(spatial);
    return [
      generate([batch, channels, ...spatial.map(() => 1)], x.dtype, (_, flat) =>
        reduce(Array.from(x.data.subarray(flat * size, (flat + 1) * size)), call),
      ),
    ];
  };
};

const maxUnpool: Kernel = (call) => {
  const [x, indices] = [input(call, 0), input(call, 1)];
  const [batch = 0, channels = 0, ...pooled] = x.dims;
  const window = windowOver(call.node, pooled, attribute(call.node, "ints", "kernel_shape", []));
  const spatial = pooled.map(
    (size, axis) =>
      (size - 1) * (window.strides[axis] ?? 1) +
      (window.kernel[axis] ?? 1) -
      (window.begin[axis] ?? 0) -
      (window.end[axis] ?? 0),
  );
  const asked = call.inputs[2];
  const y = generate([batch, channels, ...spatial], x.dtype, () => 0);
  const out = asked ? generate(Array.from(asked.data), x.dtype, () => 0) : y;
  indices.data.forEach((position, i) => {
    const target = offset(out.dims, indexOf(y.dims, position));
    out.data[target] = x.data[i] ?? 0;
  });
  return [out];
};

function indexOf(dims: readonly number[], flat: number): number[] {
  let rest = flat;
  return dims
    .toReversed()
    .map((size) => {
      const i = rest % size;
      rest = Math.floor(rest / size);
      return i;
    })
    .reverse();
}

export const pool: Kernels = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  LpPool: lpPool,
  GlobalAveragePool: global((values) => values.reduce((sum, x) => sum + x, 0) / values.length),
  GlobalMaxPool: global((values) => Math.max(...values)),
  GlobalLpPool: global((values, call) => norm(attribute(call.node, "int", "p", 2), values)),
  MaxUnpool: maxUnpool,
};
