import type { Node } from "./types.js";

/** What people find a node by: its name, or that of what it gives where it has none. */
export const labelOf = ({ name, outputs }: Pick<Node, "name" | "outputs">): string =>
  name || (outputs.find((output) => output !== null)?.name ?? "");
