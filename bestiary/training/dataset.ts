import { readFile } from "node:fs/promises";
import { writeFileWhole } from "regard/node";

/** Square color pictures and their classes. */
export interface Dataset {
  readonly count: number;
  /** Height and width of a picture. */
  readonly size: number;
  /** [count, 3, size, size], 0 to 255. */
  readonly pixels: Uint8Array;
  /** [count]. */
  readonly labels: Uint8Array;
}

/** Throws where the lengths do not belong together. */
export function checkDataset(dataset: Dataset, name = "the dataset"): Dataset {
  const { count, size, pixels, labels } = dataset;
  if (pixels.length === count * 3 * size * size && labels.length === count) return dataset;
  throw new Error(
    `${name}: ${pixels.length} pixels and ${labels.length} labels are not ${count} pictures of ${size}×${size}`,
  );
}

/** Writes a dataset as one file: a line of JSON with count and size, the pixels, the labels. */
export async function writeDataset(path: string, dataset: Dataset): Promise<void> {
  const { count, size, pixels, labels } = checkDataset(dataset);
  const header = Buffer.from(`${JSON.stringify({ count, size })}\n`);
  await writeFileWhole(path, Buffer.concat([header, pixels, labels]));
}

/** Reads what `writeDataset` wrote. Throws for a file that is anything else. */
export async function readDataset(path: string): Promise<Dataset> {
  const bytes = await readFile(path);
  const end = bytes.indexOf("\n");
  const { count, size } = JSON.parse(bytes.toString("utf8", 0, end)) as Pick<Dataset, "count" | "size">;
  const from = end + 1;
  const to = from + count * 3 * size * size;
  return checkDataset({ count, size, pixels: bytes.subarray(from, to), labels: bytes.subarray(to) }, path);
}
