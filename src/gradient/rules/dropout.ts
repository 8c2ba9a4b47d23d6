import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/** Does nothing at inference; the mask it may also give has no gradient. */
export const Dropout: GradRule = (_g, dy, { node, inputs }) => {
  const [, ratio, training] = inputs;
  const isZero = (value: Value): boolean => value.constant !== null && numbers(value.constant)[0] === 0;
  // Exporters leave training mode on where the ratio is 0.
  if (training && !isZero(training) && !(ratio && isZero(ratio))) {
    throw unsupported(node, "training_mode", "export the model for inference");
  }
  return [dy];
};
