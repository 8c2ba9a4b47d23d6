/** Why one address did not give the file, going on from its name: `"answers 404 Not Found"`. The next address is tried. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
