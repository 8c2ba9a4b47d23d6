import { readFile } from "node:fs/promises";
import { readFailure } from "./files.js";

/** The text of a UTF-8 file. Throws `RegardError("file")` where it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (cause) {
    throw await readFailure("file", path, cause);
  }
}
