import { float, int } from "../../../src/graph/attributes.js";
import { data, parameter, type Row, uniform } from "../case.js";

const gemm: Row = {
  make: (r) => {
    const [m, k, n] = [r.int(1, 4), r.int(1, 4), r.int(1, 4)];
    const transA = r.chance();
    const transB = r.chance();
    const a = transA ? [k, m] : [m, k];
    const b = transB ? [n, k] : [k, n];
    const c = r.pick<readonly number[] | null>([null, [], [1], [n], [1, n], [m, 1], [m, n], [1, 1]]);
    return {
      inputs: [
        data(a, uniform(r, a)),
        parameter(b, uniform(r, b)),
        ...(c ? [parameter(c, uniform(r, c))] : r.chance() ? [null] : []),
      ],
      attributes: {
        ...(transA || r.chance() ? { transA: int(transA ? 1 : 0) } : {}),
        ...(transB || r.chance() ? { transB: int(transB ? 1 : 0) } : {}),
        ...(r.chance(0.4) ? { alpha: float(r.float(0.5, 2)) } : {}),
        ...(r.chance(0.4) ? { beta: float(r.float(0.5, 2)) } : {}),
      },
    };
  },
  count: 60,
};

/** Vectors, matrices and stacks of them, whose leading dimensions broadcast. */
const matmul: Row = {
  make: (r) => {
    const [m, k, n] = [r.int(1, 3), r.int(1, 3), r.int(1, 3)];
    const batch = r.ints(r.int(0, 2), 1, 3);
    const lead = (): number[] =>
      batch.slice(r.int(0, batch.length)).map((size) => (r.chance(0.3) ? 1 : size));
    const a = r.chance(0.2) ? [k] : [...lead(), m, k];
    const b = r.chance(0.2) ? [k] : [...lead(), k, n];
    return {
      inputs: [data(a, uniform(r, a)), (r.chance() ? data : parameter)(b, uniform(r, b))],
    };
  },
  count: 80,
};

export const linear = { Gemm: gemm, MatMul: matmul } satisfies Record<string, Row>;
