import type { Rules } from "../gradient/rule.js";
import { Conv as standardConv } from "../gradient/rules/conv.js";
import { MaxPool as standardMaxPool } from "../gradient/rules/max-pool.js";
import { Conv } from "./conv.js";
import { MaxPool } from "./max-pool.js";

/** A set of rules for WebAssembly: rules of somebody's own stay. */
export const rulesForWasm = (rules: Rules): Rules => ({
  ...rules,
  ...(rules.Conv === standardConv ? { Conv } : {}),
  ...(rules.MaxPool === standardMaxPool ? { MaxPool } : {}),
});
