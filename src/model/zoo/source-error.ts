/** Why one address did not give the file, going on from its name: `"answers 404 Not Found"`. The next address is tried. */
export class SourceError extends Error {
  override readonly name: string = "SourceError";
}

/** What it gave is another file than the pinned one. */
export class OtherFileError extends SourceError {
  override readonly name = "OtherFileError";
}
