import { describe, expect, test } from "vitest";
import { float, floats, graphAttribute, int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Attribute, Attributes, Dim, Value } from "../../src/graph/types.js";

/** The shape that an operator gives to inputs of these shapes. */
function shape(
  op: string,
  inputs: readonly (readonly Dim[])[],
  attributes: Attributes = {},
  opset = 18,
): unknown {
  const g = new Builder(opset);
  const values = inputs.map((dims, i) => g.input(`x${i}`, "float32", dims));
  return g.op(op, values, attributes).type.shape;
}

describe("what cannot be is refused, with operator and shapes named", () => {
  const x = [1, 3, 8, 8];
  test.each<[string, (readonly Dim[])[], Attributes, RegExp]>([
    ["Conv", [x, [2, 4, 3, 3]], {}, /3 channels do not go with weights \[2,4,3,3\] in 1 group/],
    ["Conv", [x, [2, 3, 9, 3]], {}, /a kernel of 9 does not fit into axis 2, 8 and 0 of padding/],
    ["Conv", [x, [2, 3, 3]], {}, /an input of rank 4 does not go with weights of rank 3/],
    ["Conv", [x, [4, 1, 1, 1]], { group: int(3) }, /4 filters do not divide into 3 groups/],
    [
      "Conv",
      [x, [2, 3, 3, 3]],
      { kernel_shape: ints([5, 5]) },
      /kernel_shape \[5,5\] is not that of the weights/,
    ],
    ["Conv", [x, [2, 3, 3, 3]], { strides: ints([0, 1]) }, /strides \[0,1\] must be positive/],
    ["Conv", [x, [2, 3, 3, 3]], { pads: ints([1, 1]) }, /pads \[1,1\] has not 4 entries/],
    ["Conv", [x], {}, /takes 2 to 3 inputs, not 1/],
    ["ConvTranspose", [x, [4, 3, 3, 3]], {}, /which take 4/],
    ["MaxPool", [x], {}, /kernel_shape is missing/],
    ["GlobalAveragePool", [[3, 4]], {}, /a rank of 2 has no axis to pool over/],
    [
      "Gemm",
      [
        [2, 3],
        [4, 5],
      ],
      {},
      /the inner sizes 3 and 4 differ/,
    ],
    ["Gemm", [x, [4, 5]], {}, /takes matrices/],
    [
      "MatMul",
      [
        [2, 2, 3],
        [3, 3, 4],
      ],
      {},
      /do not broadcast/,
    ],
    ["Add", [[2, 3], [4]], {}, /the shapes \[2,3\] and \[4\] do not broadcast/],
    [
      "Concat",
      [
        [2, 3],
        [2, 4],
      ],
      { axis: int(0) },
      /the sizes 3, 4 of axis 1 differ/,
    ],
    ["Concat", [[2, 3], [2]], { axis: int(0) }, /the ranks differ/],
    ["Softmax", [], {}, /takes 1 input, not 0/],
    ["Transpose", [x], { perm: ints([0, 1]) }, /perm \[0,1\] does not order the axes of a rank of 4/],
    ["Flatten", [x], { axis: int(7) }, /axis 7 is outside of a rank of 4/],
    ["ReduceMax", [x], { axes: ints([4]) }, /axis 4 is outside of a rank of 4/],
    ["DepthToSpace", [x], { blocksize: int(2) }, /3 channels do not divide into 2²/],
    ["BatchNormalization", [x, [4], [4], [4], [4]], {}, /3 channels do not go with a scale for 4/],
    ["Cast", [x], { to: int(99) }, /to 99 is no element type/],
    ["Flatten", [x], { axis: string("1") }, /attribute axis is string, not int/],
    [
      "Einsum",
      [
        [2, 3],
        [4, 5],
      ],
      { equation: string("ij,jk->ik") },
      /"j" is 3 and 4/,
    ],
  ])("%s of %j", (op, inputs, attributes, message) => {
    expect(() => shape(op, inputs, attributes)).toThrow(message);
    expect(() => shape(op, inputs, attributes)).toThrow(new RegExp(`operator ${op}`));
  });

  test("targets of the wrong size", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2, 6]);
    expect(() => g.op("Reshape", [x, g.ints([5, -1])])).toThrow(/12 elements do not fill the shape \[5,-1\]/);
    expect(() => g.op("Reshape", [x, g.ints([-1, -1])])).toThrow(/more than one size open/);
    expect(() => g.op("Reshape", [x, g.ints([2, 3, 0])])).toThrow(
      /a 0 at axis 2 copies a size that the input lacks/,
    );
    expect(() => g.op("Split", [x, g.ints([1, 2])], {}, { outputs: ["a", "b"] })).toThrow(/do not make up 2/);
    expect(() => g.op("Gather", [g.op("Shape", [x]), g.ints([2])])).toThrow(/index 2 is outside of axis 0/);
    expect(() => g.op("Expand", [x, g.ints([3, 6])])).toThrow(/do not broadcast/);
    expect(() => g.op("Squeeze", [x, g.ints([0])])).toThrow(/axis 0 has size 2, not 1/);
    expect(() => g.op("Pad", [x, g.ints([1, 1])])).toThrow(/are not two for each of 2 axes/);
  });
});

describe("symbols", () => {
  test("come through a network", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", ["N", 3, "H", "W"]);
    const weights = g.floats(new Float32Array(8 * 3 * 9), [8, 3, 3, 3]);
    const conv = g.op("Conv", [x, weights], { strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) });
    expect(conv.type.shape).toEqual(["N", 8, "floor((H+1)/2)", "floor((W+1)/2)"]);
    const pool = g.op("MaxPool", [conv], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
    expect(pool.type.shape).toEqual(["N", 8, "floor((H+1)/4)", "floor((W+1)/4)"]);
    const flat = g.op("Flatten", [pool]);
    expect(flat.type.shape).toEqual(["N", "8*floor((H+1)/4)*floor((W+1)/4)"]);
    const back = g.op("Reshape", [flat, g.op("Shape", [pool])]);
    expect(back.type.shape).toEqual(pool.type.shape);
    expect(g.op("Add", [back, pool]).type.shape).toEqual(pool.type.shape);
    expect(g.op("GlobalAveragePool", [pool]).type.shape).toEqual(["N", 8, 1, 1]);
    const same = g.op("Conv", [x, weights], { auto_pad: string("SAME_UPPER"), strides: ints([2, 2]) });
    expect(same.type.shape?.slice(2)).toEqual(["floor((H+1)/2)", "floor((W+1)/2)"]);
  });

  test("come through what exporters make of view and interpolate", () => {
    const g = new Builder(13);
    const x = g.input("x", "float32", ["N", 6, "H", "W"]);
    const size = (axis: number): Value =>
      g.op("Unsqueeze", [g.op("Gather", [g.op("Shape", [x]), g.ints([axis], [])]), g.ints([0])]);
    const half = g.op("Div", [size(1), g.ints([2])]);
    const target = g.op("Concat", [size(0), g.ints([2]), half, size(2), size(3)], { axis: int(0) });
    const grouped = g.op("Reshape", [x, target]);
    expect(grouped.type.shape).toEqual(["N", 2, 3, "H", "W"]);
    const swapped = g.op("Transpose", [grouped], { perm: ints([0, 2, 1, 3, 4]) });
    expect(g.op("Reshape", [swapped, g.op("Shape", [x])]).type.shape).toEqual(["N", 6, "H", "W"]);

    const asFloat = g.op("Cast", [g.op("Concat", [size(2), size(3)], { axis: int(0) })], { to: int(1) });
    const doubled = g.op("Cast", [g.op("Floor", [g.op("Mul", [asFloat, g.floats([2, 2])])])], { to: int(7) });
    const sizes = g.op("Concat", [g.op("Slice", [g.op("Shape", [x]), g.ints([0]), g.ints([2])]), doubled], {
      axis: int(0),
    });
    expect(g.op("Resize", [x, null, null, sizes]).type.shape).toEqual(["N", 6, "2*H", "2*W"]);
    expect(g.op("Resize", [x, null, g.floats([1, 1, 0.5, 1.5])]).type.shape).toEqual([
      "N",
      6,
      "floor(H/2)",
      "W+floor(W/2)",
    ]);
    const pads = g.op("Reshape", [g.op("Transpose", [g.ints([0, 0, 1, 2], [2, 2])]), g.ints([-1])]);
    expect(pads.elements).toEqual([0, 1, 0, 2]);
  });

  test("are chosen by conditions only where those are known", () => {
    const g = new Builder(18);
    const shape = g.op("Shape", [g.input("x", "float32", ["N", 4])]);
    const where = (than: number): unknown =>
      g.op("Where", [g.op("Equal", [shape, g.ints([than])]), g.ints([1, 1]), shape]).elements;
    expect(where(-1)).toEqual(["N", 4]);
    expect(where(4)).toEqual([expect.stringMatching(/^#/), 1]);
  });

  test("of different names are never taken for equal", () => {
    expect(
      shape("Add", [
        ["N", 3],
        ["M", 3],
      ]),
    ).toEqual(["broadcast(M,N)", 3]);
    const g = new Builder(18);
    const [a, b] = [g.input("a", "float32", ["N", 3]), g.input("b", "float32", ["M", 3])];
    expect(g.op("Concat", [a, b], { axis: int(0) }).type.shape).toEqual(["M+N", 3]);
    expect(g.op("Concat", [a, b], { axis: int(1) }).type.shape).toEqual(["N", 6]);
  });
});

describe("forms of older and newer operator sets", () => {
  test.each<[string, number, Attributes, readonly Dim[]]>([
    ["Slice", 9, { starts: ints([1]), ends: ints([-1]), axes: ints([1]) }, [2, 4]],
    ["Pad", 10, { pads: ints([0, 1, 0, 2]) }, [2, 9]],
    ["Unsqueeze", 12, { axes: ints([0, -1]) }, [1, 2, 6, 1]],
    ["ReduceSum", 12, { axes: ints([1]), keepdims: int(0) }, [2]],
    ["ReduceMean", 17, { axes: ints([-1]) }, [2, 1]],
    ["Upsample", 7, { scales: floats([2, 1.5]) }, [4, 9]],
    ["Split", 12, { split: ints([4, 2]), axis: int(1) }, [2, 4]],
    ["Split", 18, { num_outputs: int(4), axis: int(1) }, [2, 2]],
    ["TopK", 9, { k: int(2) }, [2, 2]],
    ["Clip", 6, { min: float(0) }, [2, 6]],
  ])("%s of opset %i", (op, opset, attributes, expected) => {
    // Before opset 7, operators mean other things, so nothing is told of them.
    expect(shape(op, [[2, 6]], attributes, opset)).toEqual(opset < 7 ? null : expected);
  });

  test("a known condition chooses the branch of If", () => {
    const branch = (...values: number[]): Attribute => {
      const inner = new Builder(18);
      return graphAttribute(inner.graph([inner.op("Relu", [inner.floats(values)])]));
    };
    const g = new Builder(18);
    const x = g.input("x", "float32", [2, 3]);
    const choose = (condition: Value): unknown =>
      g.op("If", [condition], { then_branch: branch(1), else_branch: branch(1, 2) }).type.shape;
    const size = g.op("Squeeze", [g.op("Slice", [g.op("Shape", [x]), g.ints([1]), g.ints([2])])]);
    expect(choose(g.op("Equal", [size, g.ints([3], [])]))).toEqual([1]);
    expect(choose(g.op("Equal", [size, g.ints([1], [])]))).toEqual([2]);
    expect(choose(g.input("c", "bool", []))).toEqual([expect.stringMatching(/^\?/)]);
  });

  test("an unknown operator is no error", () => {
    const g = new Builder(18);
    const y = g.op("Odd", [g.floats([1])], {}, { domain: "com.example" });
    expect(y.type).toEqual({ dtype: null, shape: null, opaque: null });
    expect(g.op("constructor", [y]).type.shape).toBeNull();
  });
});
