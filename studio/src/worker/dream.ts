import type { AscentRecipe, Image, Target } from "regard";
import type { NetworkSource, PictureSource } from "./sources.js";

/** What a dream begins with. */
export type DreamStart =
  | { readonly kind: "noise" }
  | { readonly kind: "picture"; readonly picture: PictureSource }
  | { readonly kind: "drawing"; readonly drawing: string };

export interface DreamWish {
  readonly network: NetworkSource;
  /** A class, or a channel of a layer. */
  readonly target: Target;
  readonly recipe: AscentRecipe;
  readonly seed: number;
  readonly from: DreamStart;
  /** The last step that is known already, −1 for none: a dream that was stopped goes on from there. */
  readonly after: number;
}

/** A dream on its way. */
export interface DreamStep {
  readonly kind: "step";
  /** How often the picture has been changed. */
  readonly step: number;
  readonly score: number;
  /** NaN for a channel, which has none. */
  readonly probability: number;
  /** The picture now; `null` for most steps of a long dream, whose pictures would fill the memory. */
  readonly picture: Image | null;
}

export interface DreamEnd {
  readonly notes: readonly string[];
}

/** A layer of which a channel can be dreamed of. */
export interface LayerInfo {
  readonly name: string;
  readonly op: string;
  /** Channels first, then rows and columns where the layer has them. */
  readonly shape: readonly number[];
}

export interface GifWish {
  /** All of one size. */
  readonly pictures: readonly Image[];
  /** How long each is seen, in milliseconds. */
  readonly delays: readonly number[];
}
