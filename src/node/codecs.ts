import { createRequire } from "node:module";
import type sharp from "sharp";

const require = createRequire(import.meta.url);

/**
 * sharp, loaded where a picture is first read or written: its native library takes a while. It comes by `require`, in half the
 * time of `import`, which looks through each of the fifty CommonJS files behind sharp for what it exports.
 */
export const loadSharp = async (): Promise<typeof sharp> => require("sharp") as typeof sharp;
