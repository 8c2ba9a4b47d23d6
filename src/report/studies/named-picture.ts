import type { Image } from "../../image/image.js";

/** A picture under the name that captions and files use. */
export interface NamedPicture {
  readonly name: string;
  readonly image: Image;
  /** Gray, of the size of `image`: how much of each pixel the object covers, where that is known. */
  readonly mask?: Image;
}
