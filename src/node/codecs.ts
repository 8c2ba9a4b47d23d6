import { createRequire } from "node:module";
import type sharp from "sharp";

/**
 * sharp, loaded where a picture is first read or written: its native library takes a while. It comes by `require`, in half the
 * time of `import`, which looks through all of semver's fifty CommonJS files for what they export. To a program that imports sharp
 * itself this is another copy of its JavaScript, over the same native library.
 */
export const loadSharp = async (): Promise<typeof sharp> => createRequire(import.meta.url)("sharp");
