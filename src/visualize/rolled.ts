import type { Tensor } from "../graph/tensor.js";
import { roll } from "../image/crop.js";

/** A picture [N, C, H, W] that stays rolled from one step to the next, so that each step rolls it once, not there and back. */
export class RolledPicture {
  #picture: Tensor;
  #spare: Float32Array;
  #by: readonly [number, number] = [0, 0];

  /** Takes an upright picture, whose memory becomes its own. */
  constructor(upright: Tensor) {
    this.#picture = upright;
    this.#spare = new Float32Array(upright.data.length);
  }

  /** The picture rolled by `dy` rows down and `dx` columns right; may be changed in place until it is rolled again. */
  rolled(dy: number, dx: number): Tensor {
    const [downBefore, rightBefore] = this.#by;
    const { data } = this.#picture;
    this.#picture = roll(this.#picture, dy - downBefore, dx - rightBefore, this.#spare);
    this.#spare = data;
    this.#by = [dy, dx];
    return this.#picture;
  }

  /** A copy of the picture as it stands when nothing is rolled. */
  upright(): Tensor {
    const [dy, dx] = this.#by;
    return roll(this.#picture, -dy, -dx);
  }
}
