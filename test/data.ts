import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "vitest";

const root = resolve(process.env.REGARD_DATA ?? join(import.meta.dirname, "../../shared"));

/** The absolute path of a file or folder of the test data (`REGARD_DATA`), `null` where it is absent. */
export function data(path: string): string | null {
  const absolute = join(root, path);
  return existsSync(absolute) ? absolute : null;
}

/** A group of tests over one file or folder of the test data; where that is absent, one skipped test says so instead. */
export function describeWithData(title: string, path: string, tests: (absolute: string) => void): void {
  const absolute = data(path);
  if (absolute !== null) describe(title, () => tests(absolute));
  else test.skip(`${title} (skipped: no ${path} in ${root}; see REGARD_DATA)`, () => {});
}
