import { mostText } from "../model/assemble-files.js";
import { readFailure } from "./files.js";
import { readLimited } from "./read-limited.js";

/** The text of a UTF-8 file of at most 16 MiB. Throws `RegardError("file")` where it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    return Buffer.from(await readLimited(path, mostText))
      .toString("utf8")
      .replace(/^\uFEFF/, "");
  } catch (cause) {
    throw await readFailure("file", path, cause);
  }
}
