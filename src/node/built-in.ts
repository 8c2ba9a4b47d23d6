import { fileURLToPath } from "node:url";
import type { BuiltInNetwork } from "../model/built-in.js";

/** The folder of a network that comes with the package. */
export function builtInFolder(name: BuiltInNetwork): string {
  return fileURLToPath(new URL(`../../bestiary/networks/${name}`, import.meta.url));
}
