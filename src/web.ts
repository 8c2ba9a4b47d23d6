// The door for browsers: opens models and pictures, runs them on ONNX Runtime Web. Most of it wants to be called in a worker.

export type { ReadOptions as PictureOptions } from "./image/picture.js";
export { encodePng } from "./image/png.js";
export { type BuiltInNetwork, builtInNetworks } from "./model/built-in.js";
export { type Fetchable, hostOf, megabytes, type Pinned, parsePinned } from "./model/zoo/pinned.js";
export { type WebBackend, webBackend } from "./web/backend.js";
export { fetchBuiltIn } from "./web/built-in.js";
export { type FetchOptions, fetchModel } from "./web/fetch-model.js";
export type { GivenFile } from "./web/given-file.js";
export { isCached, removeCached } from "./web/model-cache.js";
export { type ModelOptions, type OpenOptions, open, openModel } from "./web/open.js";
export { readPicture } from "./web/picture.js";
export type { BackendOptions } from "./web/settings.js";
