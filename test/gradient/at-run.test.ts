import { expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { string } from "../../src/graph/attributes.js";
import type { Random } from "../oracle/random.js";
import { type Case, type CaseInput, data, index, parameter, type Row, uniform } from "./case.js";
import { checkRow } from "./harness.js";
import { compareWithRuntime } from "./runtime.js";

// Resize and Pad told only at the run how much.

const atRun = (values: readonly number[], dtype: "int64" | "float32" = "int64"): CaseInput => ({
  ...index([values.length], values, dtype),
  symbolic: [],
});

function resize(r: Random): Case {
  const dims = [r.int(1, 2), r.int(1, 2), ...r.ints(2, 2, 5)];
  const mode = r.pick(["nearest", "linear", "cubic"]);
  const coordinates = r.pick(["half_pixel", "pytorch_half_pixel", "asymmetric"]);
  const attributes = { mode: string(mode), coordinate_transformation_mode: string(coordinates) };
  const x = data(dims, uniform(r, dims));
  const sizes = atRun([...dims.slice(0, 2), ...r.ints(2, 1, 7)]);
  // Exact in float32 as in float64, and none leaves an axis at its size.
  const scales = atRun([1, 1, r.pick([0.5, 1, 1.5, 2.5]), r.pick([0.5, 2, 3])], "float32");
  return { inputs: r.chance() ? [x, null, null, sizes] : [x, null, scales], attributes };
}

function pad(r: Random): Case {
  const dims = r.ints(r.int(1, 4), 2, 4);
  const mode = r.pick(["constant", "reflect", "edge"]);
  const amounts = [...dims, ...dims].map((size, i) =>
    mode === "constant" && i < dims.length ? r.int(-1, 2) : r.int(0, size - 1),
  );
  const value = mode === "constant" && r.chance() ? parameter([], [r.float()]) : null;
  return {
    inputs: [data(dims, uniform(r, dims)), atRun(amounts), value],
    attributes: { mode: string(mode) },
  };
}

const rows: Partial<Record<keyof typeof rules, Row>> = {
  Resize: { make: resize, count: 40 },
  Pad: { make: pad, count: 40 },
};

for (const [op, row] of Object.entries(rows)) {
  test(op, async () => {
    const { failures } = await checkRow(op, row, rules, ({ graph, feeds }) =>
      compareWithRuntime(graph, feeds),
    );
    expect(failures.slice(0, 4), `${failures.length} fail`).toEqual([]);
  });
}
