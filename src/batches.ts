import type { Session, Tensors } from "./backend.js";
import { type Tensor, tensor } from "./graph/tensor.js";
import { runAll } from "./run-all.js";

export interface BatchOptions {
  /** The batch size the graph insists on; `null` where any will do. */
  readonly size: number | null;
  readonly signal?: AbortSignal | undefined;
}

/** More rows than this at once gain nothing and cost memory; few enough that several parts can be worked on side by side. */
const largest = 4;

/**
 * Runs feeds of any number of rows in parts of the size that the graph takes, and puts the outputs together again; a part
 * that is too small is filled up with zeros, whose results are dropped.
 */
export async function runBatches(
  session: Session,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: readonly string[],
  { size, signal }: BatchOptions,
): Promise<Record<string, Tensor>> {
  const count = Object.values(feeds)[0]?.dims[0] ?? 0;
  const part = size ?? Math.min(count, largest);
  const starts = Array.from({ length: Math.ceil(count / part) }, (_, i) => i * part);
  const rowsFrom = (start: number): number => Math.min(part, count - start);
  const fed = starts.map((start) => {
    const rows = rowsFrom(start);
    const taken = Object.entries(feeds).map(([name, all]) => [
      name,
      takeRows(all, start, rows, size ?? rows),
    ]);
    return Object.fromEntries(taken) as Tensors;
  });
  const results = await runAll(session, fed, signal);
  const partsOf = (name: string): Tensor[] =>
    results.map((result, i) => {
      const rows = rowsFrom(starts[i] as number);
      return takeRows(result[name] as Tensor, 0, rows, rows);
    });
  return Object.fromEntries(outputs.map((name) => [name, joinRows(partsOf(name))]));
}

/** Rows start … start + rows of a tensor; where more are wanted, zeros fill them. */
function takeRows(all: Tensor, start: number, rows: number, size: number): Tensor {
  if (rows === size && all.dims[0] === rows) return all;
  const row = all.data.length / (all.dims[0] ?? 1);
  const data = new Float32Array(size * row);
  data.set(all.data.subarray(start * row, (start + rows) * row));
  return tensor(data, [size, ...all.dims.slice(1)]);
}

function joinRows(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? tensor(new Float32Array(), [0]);
  const rows = parts.reduce((sum, part) => sum + (part.dims[0] ?? 0), 0);
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return tensor(data, [rows, ...first.dims.slice(1)]);
}
