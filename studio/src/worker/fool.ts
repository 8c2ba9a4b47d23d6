import type { Tensor } from "regard";
import type { NetworkSource, PictureSource } from "./sources.js";
import type { Told } from "./told.js";

export interface FoolWish {
  readonly network: NetworkSource;
  readonly picture: PictureSource;
  /** The class to become. */
  readonly target: number;
  /** A name of `attacks`. */
  readonly attack: string;
  readonly settings: Told;
  /** Pixels to go on from; `null` to begin at the picture. */
  readonly from: Tensor | null;
}

/** Where an attack came to. */
export interface Fooled {
  readonly pixels: Tensor;
  readonly notes: readonly string[];
}

export interface JudgeWish {
  readonly network: NetworkSource;
  readonly picture: PictureSource;
  /** What the network's pixels have become, [1, 3, H, W]. */
  readonly pixels: Tensor;
}

/** What the network says of a changed picture as it is saved, in 8 bits. */
export interface Judgement {
  /** Of all classes. */
  readonly probabilities: Tensor;
  /** The whole picture as a PNG, at the size at which the network finds the same pixels in it. */
  readonly file: Blob;
}
