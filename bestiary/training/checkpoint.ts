import { readFile } from "node:fs/promises";
import { writeFileWhole } from "regard/node";
import type { State } from "./optimizer.js";
import type { Weights } from "./weights.js";

const parts = ["weights", "first", "second", "average"] as const;

/** Where a training stands: after how many epochs, and of which training. */
export interface Checkpoint {
  readonly epochs: number;
  readonly state: State;
  /** What must be the same to go on. */
  readonly of: string;
}

/** Writes a checkpoint whole or not at all: a line of JSON, then the numbers as they lie in memory. */
export async function writeCheckpoint(path: string, { epochs, state, of }: Checkpoint): Promise<void> {
  const sizes = [...state.weights].map(([name, { length }]) => [name, length] as const);
  const header = Buffer.from(`${JSON.stringify({ epochs, of, steps: state.steps, sizes })}\n`);
  const numbers = parts.flatMap((part) =>
    [...state[part].values()].map((data) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  await writeFileWhole(path, Buffer.concat([header, ...numbers]));
}

/** The checkpoint at `path`, or `null` where there is none. Throws where it is of another training. */
export async function readCheckpoint(path: string, of: string): Promise<Checkpoint | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!bytes) return null;
  const end = bytes.indexOf("\n");
  const header = JSON.parse(bytes.toString("utf8", 0, end)) as Header;
  if (header.of !== of)
    throw new Error(`${path} is of another training: ${header.of}, not ${of}; delete it to start anew`);
  let at = end + 1;
  const next = (): Weights =>
    new Map(
      header.sizes.map(([name, length]) => {
        const data = new Float32Array(length);
        const taken = bytes.copy(new Uint8Array(data.buffer), 0, at, at + data.byteLength);
        if (taken < data.byteLength) throw new Error(`${path} ends too early`);
        at += data.byteLength;
        return [name, data];
      }),
    );
  const state = { steps: header.steps, weights: next(), first: next(), second: next(), average: next() };
  return { epochs: header.epochs, of, state };
}

interface Header {
  readonly epochs: number;
  readonly steps: number;
  readonly of: string;
  readonly sizes: readonly (readonly [string, number])[];
}
