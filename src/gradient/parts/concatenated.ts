import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";

/** What a value has been concatenated from along its channels, and how many each part has; `null` where that is not known. */
export function concatenated(
  g: Builder,
  x: Value,
): { readonly parts: readonly Value[]; readonly sizes: readonly number[] } | null {
  const concat = g.producer(x);
  if (concat?.op !== "Concat" || attribute(concat, "int", "axis", 0) !== 1) return null;
  const parts = concat.inputs.filter((part) => part !== null);
  const sizes = parts.map((part) => part.type.shape?.[1]);
  return sizes.every((size) => typeof size === "number") ? { parts, sizes: sizes as number[] } : null;
}
