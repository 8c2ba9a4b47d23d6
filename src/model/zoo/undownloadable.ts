import { RegardError } from "../../errors.js";
import { hostOf, type Pinned } from "./pinned.js";
import { OtherFileError, type SourceError } from "./source-error.js";

/** What went wrong at one address. */
export interface Failed {
  readonly url: string;
  readonly error: SourceError;
}

/** The error of a file that no address has given: what each of them did wrong, and what to do. */
export function undownloadable({ name }: Pinned, failures: readonly Failed[]): RegardError {
  // A host may serve it at several addresses, and be away at all of them.
  const said = new Set(failures.map(({ url, error }) => `${hostOf(url)} ${error.message}`));
  return new RegardError(
    "file",
    `${name} cannot be downloaded: ${[...said].join("; ")}; ${adviceFor(failures)}`,
  );
}

/** Somebody who fetches the file by hand has no hash to check it by, so that is no advice where it was another one. */
function adviceFor(failures: readonly Failed[]): string {
  const missed = failures.find(({ error }) => !(error instanceof OtherFileError));
  if (!missed) return "do not trust that file, and take another network";
  // What stands in an address after its path may be a secret.
  const address = missed.url.replace(/[?#].*$/, "");
  return `check the connection and try again, or download ${address} by other means and open that file`;
}
