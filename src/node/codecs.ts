import type sharp from "sharp";

/** sharp, loaded where a picture is first read or written: its native library takes a sixth of a second. */
export const loadSharp = async (): Promise<typeof sharp> => (await import("sharp")).default;
