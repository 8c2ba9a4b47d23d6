import { printable } from "./printable.js";

/** Rows of words as columns, each line after `indent`; the columns in `right` end at one edge, as numbers should. */
export function table(
  rows: readonly (readonly string[])[],
  indent = "",
  right: readonly number[] = [],
): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = cells.reduce<number[]>(
    (most, row) => row.map((word, i) => Math.max(word.length, most[i] ?? 0)),
    [],
  );
  const line = (row: readonly string[]): string =>
    row.map((word, i) => word[right.includes(i) ? "padStart" : "padEnd"](widths[i] ?? 0)).join("  ");
  return cells.map((row) => `${indent}${line(row)}`.trimEnd()).join("\n");
}
