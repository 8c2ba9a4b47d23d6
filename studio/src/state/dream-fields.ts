import { choice, index, name, text, told, whole } from "./fields.js";

/** What a dream consists of beside network and class. */
export const dreamFields = {
  /** A layer whose channel is dreamed of, instead of a class. */
  layer: name,
  channel: whole(0, 1e6),
  /** A recipe of the library; `null` is the one that fits the network. */
  recipe: name,
  /** What is told beside the recipe's own numbers. */
  knobs: told,
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  start: choice("noise", "noise", "picture", "drawing"),
  /** The strokes of the drawing, as `draw/drawing.ts` writes them. */
  drawing: text(""),
  /** The step that is seen; `null` is the last there is. */
  step: index,
} as const;
