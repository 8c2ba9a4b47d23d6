// What `regard saliency` does once the model is open: it reads pictures, studies them, says and draws what it saw.

export { rangeOf } from "../image/colorize.js";
export { saveSaliency } from "../node/save-saliency.js";
export { studySaliency } from "../report/studies/saliency.js";
export { notePreprocessing, picturesAt } from "./pictures.js";
export { said, wording } from "./words.js";
