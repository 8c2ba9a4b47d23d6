import type { Brush } from "./brush.js";
import type { Coat } from "./coat.js";

/** A kind of thing that scenes show: the class of a picture. */
export interface Species {
  /** The name of the class, synonyms after commas. */
  readonly name: string;
  /** How far it may be turned to either side, in degrees. */
  readonly turn: number;
  /** Whether it may be seen mirrored; what carries letters may not. */
  readonly mirrored: boolean;
  /** SVG of one such thing within the square from (−50, −50) to (50, 50), y downwards, never twice the same. */
  readonly draw: (brush: Brush, coat: Coat) => string;
}

/** The first of a species' names, for captions and files. */
export const shortName = ({ name }: Pick<Species, "name">): string => name.split(",")[0] as string;
