import type { rules } from "../../../src/gradient/rules/index.js";
import type { Row } from "../case.js";
import { broadcast } from "./broadcast.js";
import { convolution } from "./convolution.js";
import { einsum } from "./einsum.js";
import { flat } from "./flat.js";
import { gather } from "./gather.js";
import { linear } from "./linear.js";
import { normalization } from "./normalization.js";
import { padding } from "./pad.js";
import { parts } from "./parts.js";
import { pointwise } from "./pointwise.js";
import { pool } from "./pool.js";
import { quantize } from "./quantize.js";
import { reduce } from "./reduce.js";
import { resizing } from "./resize.js";
import { shape } from "./shape.js";

/** The configurations of every rule; a rule without a row does not compile. */
export const rows: Record<keyof typeof rules, Row> = {
  ...pointwise,
  ...flat,
  ...broadcast,
  ...linear,
  ...einsum,
  ...convolution,
  ...pool,
  ...normalization,
  ...reduce,
  ...shape,
  ...parts,
  ...padding,
  ...quantize,
  ...gather,
  ...resizing,
};
