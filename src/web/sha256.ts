import { RegardError } from "../errors.js";

/** The SHA-256 of bytes, in hexadecimal digits. Throws `RegardError("runtime")` on a page that may not compute one. */
export async function sha256Of(bytes: BufferSource): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new RegardError(
      "runtime",
      "this page came over http, where browsers compute no SHA-256, so no download can be checked; open it over https",
    );
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
