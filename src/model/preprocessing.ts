import type { Filter } from "../image/filter.js";

/** How a picture becomes a network's input; the fields of a Hugging Face `preprocessor_config.json`, made definite. */
export interface Preprocessing {
  /** Resize so that the shorter edge, or both edges, have these sizes; `null` leaves the picture as it is. */
  readonly resize:
    | { readonly shortestEdge: number }
    | { readonly height: number; readonly width: number }
    | null;
  readonly resample: Filter;
  /** Cut the middle; `null` keeps everything. */
  readonly crop: { readonly height: number; readonly width: number } | null;
  /** x = (scale · pixel − mean) / std for a pixel in [0, 1]; 1 for networks that take [0, 1], 255 for Caffe's. */
  readonly scale: number;
  /** Per channel, in the network's own channel order. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly order: "RGB" | "BGR";
  readonly layout: "NCHW" | "NHWC";
  /** Where all this comes from: a file's name, or `"assumed"`. */
  readonly origin: string;
}
