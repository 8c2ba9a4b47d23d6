import type { Image } from "../../image/image.js";

/** A picture under the name that captions and files use. */
export interface NamedPicture {
  readonly name: string;
  readonly image: Image;
}
