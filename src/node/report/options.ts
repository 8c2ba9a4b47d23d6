import type { AttackName, attackRecipes } from "../../attack/index.js";
import type { Progress } from "../../backend.js";
import type { Language } from "../../report/texts/texts.js";
import type { MethodName } from "../../saliency/index.js";
import type { RecipeName } from "../../visualize/recipes.js";

/** What a report shows and how; everything but the language has a default. */
export interface ReportOptions {
  readonly language: Language;
  /** Of all random numbers. */
  readonly seed?: number;
  readonly method?: MethodName;
  readonly attack?: AttackName;
  /** Of the attack `ascent`; others have none. */
  readonly attackRecipe?: keyof typeof attackRecipes;
  /** The class to attack towards, by name or index. */
  readonly target?: string | undefined;
  readonly recipe?: RecipeName;
  /** How many steps each visualization takes; the recipe's own number unless given. */
  readonly steps?: number | undefined;
  /** The classes to visualize, by name or index. */
  readonly classes?: readonly string[] | undefined;
  /** The command line that repeats the report, to be printed in it. */
  readonly command?: string | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((what: string, progress: Progress) => void) | undefined;
  /** Told what a person should know, in a sentence. */
  readonly onNote?: ((note: string) => void) | undefined;
}
