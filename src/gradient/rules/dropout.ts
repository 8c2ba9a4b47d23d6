import { numbers } from "../../graph/constants.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/** Does nothing at inference; the mask it may also give has no gradient. */
export const Dropout: GradRule = (_g, dy, { node, inputs }) => {
  const training = inputs[2];
  if (training && (!training.constant || numbers(training.constant)[0] !== 0)) {
    throw unsupported(node, "training_mode", "export the model for inference");
  }
  return [dy];
};
