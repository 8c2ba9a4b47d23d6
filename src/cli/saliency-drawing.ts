// What `regard saliency` does once the pictures are studied: it says and draws what it saw.

import { loadFonts } from "../node/fonts.js";
import { format } from "./words.js";

export { rangeOf } from "../image/colorize.js";
export { saveSaliency } from "../node/save-saliency.js";
export { said, wording } from "./words.js";

/** Does what the first map would wait for: reads the fonts and the language's number format. */
export async function prepare(): Promise<void> {
  format.percent(0.5);
  await loadFonts();
}
