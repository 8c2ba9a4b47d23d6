// The door for Node: opens models and pictures, runs them on ONNX Runtime, writes files.

export type { ReadOptions as PictureOptions } from "./image/picture.js";
export { encodePng } from "./image/png.js";
export { type BuiltInNetwork, builtInNetworks } from "./model/built-in.js";
export { type Fetchable, type Pinned, parsePinned } from "./model/zoo/pinned.js";
export { type AttackIntoOptions, attackInto } from "./node/attack-into.js";
export { type BackendOptions, nodeBackend } from "./node/backend.js";
export { type BareFileOptions, type FileGradient, gradientOfFile, openBareFile } from "./node/bare.js";
export { builtInFolder } from "./node/built-in.js";
export { type AnimationOptions, encodeAnimation, svgToPng } from "./node/encode.js";
export { writeFileWhole } from "./node/files.js";
export { type Folder, type FolderOptions, openFolder, type SavedFile } from "./node/folder.js";
export { findModel, type ModelFiles, readModelBytes, weightsBeside } from "./node/model-files.js";
export { type ModelOptions, type OpenOptions, open, openModel } from "./node/open.js";
export { readPicture } from "./node/picture.js";
export { type ReadPicture, readPictures } from "./node/pictures.js";
export { makeReport } from "./node/report/make.js";
export type { ReportOptions } from "./node/report/options.js";
export { drawSamples } from "./node/samples.js";
export { saveSaliency } from "./node/save-saliency.js";
export { saveSweep, saveVisualization } from "./node/save-visualization.js";
export { drawEmpty, drawMask, drawPicture } from "./node/scene.js";
export { type CollectedPicture, type CollectionOptions, writeCollection } from "./node/write-collection.js";
export {
  type CacheModel,
  cachedModels,
  cacheModel,
  isCached,
  removeCached,
  verifyCached,
} from "./node/zoo/cache.js";
export { cacheFolder } from "./node/zoo/cache-folder.js";
export type { Cached } from "./node/zoo/cached.js";
export { fetchModel } from "./node/zoo/fetch-model.js";
export type { FetchOptions } from "./node/zoo/options.js";
export type { Answer, Transport } from "./node/zoo/request.js";
export type { World } from "./node/zoo/world.js";
