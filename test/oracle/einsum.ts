import { attribute } from "../../src/graph/attributes.js";
import { input, type Kernel, type Kernels } from "./kernel.js";
import { at, eachIndex, generate, type NdArray } from "./ndarray.js";

/** The index letters of each operand and of the result, an ellipsis spelled as capital letters counted from the last. */
function terms(equation: string, inputs: readonly NdArray[]): { operands: string[]; result: string } {
  const [left = "", right] = equation.replaceAll(" ", "").split("->");
  const parts = left.split(",");
  const widths = parts.map((part, i) =>
    part.includes("...") ? (inputs[i]?.dims.length ?? 0) - part.replace("...", "").length : 0,
  );
  const dots = "ZYXWVUTS".slice(0, Math.max(0, ...widths));
  const spell = (part: string, width: number): string => part.replace("...", dots.slice(dots.length - width));
  const operands = parts.map((part, i) => spell(part, widths[i] ?? 0));
  const letters = [...left].filter((letter) => /[a-z]/i.test(letter)).sort();
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return { operands, result: right === undefined ? dots + once.join("") : spell(right, dots.length) };
}

const einsumKernel: Kernel = (call) => {
  const inputs = call.inputs.map((_, i) => input(call, i));
  const { operands, result } = terms(attribute(call.node, "string", "equation", ""), inputs);
  const sizes = new Map<string, number>();
  operands.forEach((term, i) => {
    [...term].forEach((letter, axis) => {
      sizes.set(letter, Math.max(sizes.get(letter) ?? 1, inputs[i]?.dims[axis] ?? 1));
    });
  });
  const size = (letter: string): number => sizes.get(letter) ?? 1;
  const summed = [...sizes.keys()].filter((letter) => !result.includes(letter));
  return [
    generate([...result].map(size), inputs[0]?.dtype ?? "float32", (index) => {
      let sum = 0;
      eachIndex(summed.map(size), (inner) => {
        const place = (letter: string): number =>
          (result.includes(letter) ? index[result.indexOf(letter)] : inner[summed.indexOf(letter)]) ?? 0;
        sum += inputs.reduce((product, x, i) => {
          const where = [...(operands[i] ?? "")].map((letter, axis) =>
            x.dims[axis] === 1 ? 0 : place(letter),
          );
          return product * at(x, where);
        }, 1);
      });
      return sum;
    }),
  ];
};

export const einsum: Kernels = { Einsum: einsumKernel };
