// What `regard saliency` does once the pictures are studied: it says and draws what it saw.

export { rangeOf } from "../image/colorize.js";
export { saveSaliency } from "../node/save-saliency.js";
export { said, wording } from "./words.js";
