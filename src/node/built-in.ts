import { fileURLToPath } from "node:url";
import type { RecipeName } from "../visualize/recipes.js";

/** The networks that come with the package, by name; the first is the one that is used unless another is asked for. */
export const builtInNetworks = ["bestiary", "bestiary-robust", "bestiary-vgg"] as const;

export type BuiltInNetwork = (typeof builtInNetworks)[number];

export const isBuiltIn = (name: string): name is BuiltInNetwork =>
  builtInNetworks.some((builtIn) => builtIn === name);

/** The folder of a network that comes with the package. */
export function builtInFolder(name: BuiltInNetwork): string {
  return fileURLToPath(new URL(`../../bestiary/networks/${name}`, import.meta.url));
}

/** The recipe that a model's classes are visualized by unless another is asked for. */
export const recipeFor = (model: string): RecipeName => (isBuiltIn(model) ? "bestiary" : "tp8");
