/** A pixel of a map, from its top left. */
export interface Cursor {
  readonly x: number;
  readonly y: number;
}
