// What `regard saliency` does once the model is open: it reads pictures and studies them.

export { studySaliency } from "../report/studies/saliency.js";
export { notePreprocessing, picturesAt } from "./pictures.js";
