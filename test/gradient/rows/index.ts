import type { rules } from "../../../src/gradient/rules/index.js";
import type { Row } from "../case.js";
import { pointwise } from "./pointwise.js";

/** The configurations of every rule; a rule without a row does not compile. */
export const rows: Record<keyof typeof rules, Row> = { ...pointwise };
