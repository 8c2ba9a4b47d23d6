import { RegardError } from "../../errors.js";

/** A file that is one and the same for ever, whoever serves it. */
export interface Pinned {
  /** What people call it. */
  readonly name: string;
  /** Where it is served; tried in turn. */
  readonly urls: readonly string[];
  /** In 64 hexadecimal digits. */
  readonly sha256: string;
  /** `null` where only the hash is known. */
  readonly bytes: number | null;
}

/** A pinned file and what is known of its license. */
export type Fetchable = Pinned & { readonly license: string | null };

/** Whether a model is asked for by its address. */
export const isAddress = (asked: string): boolean => /^https?:\/\//i.test(asked);

/**
 * The file at `https://…#sha256=…`. Throws `RegardError("usage")` for an address that does not say which file it must be, or
 * that is not https.
 */
export function parsePinned(address: string): Pinned {
  const url = URL.canParse(address) ? new URL(address) : null;
  const plain = address.replace(/[?#].*$/, "");
  if (url === null) throw new RegardError("usage", `${plain} is not an address`);
  if (url.protocol !== "https:") {
    throw new RegardError("usage", `${plain} is not fetched: only https:// addresses are`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new RegardError(
      "usage",
      `the address at ${url.host} holds a user's name or password; leave them out`,
    );
  }
  const [, sha256] = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash) ?? [];
  if (sha256 === undefined) {
    throw new RegardError(
      "usage",
      `${plain} needs the SHA-256 of the file that it must be, in 64 hexadecimal digits: ` +
        `${plain}#sha256=… (sha256sum or shasum -a 256 prints it for a file that you have)`,
    );
  }
  url.hash = "";
  const name =
    decoded(url.pathname.split("/").findLast((part) => part !== "") ?? "").replace(/\.onnx$/i, "") ||
    url.host;
  return { name, urls: [url.href], sha256: sha256.toLowerCase(), bytes: null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where a file comes from, for people: `"huggingface.co"`. */
export const hostOf = (url: string): string => new URL(url).host;

/** A number of bytes in words, as shops count them: `"553 MB"`, `"5.0 MB"`. */
export function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return `${millions < 10 ? millions.toFixed(1) : Math.round(millions)} MB`;
}
