import { title } from "../bench.mjs";
import { pairs } from "./pairs.mjs";

/** Value and gradient over forward in WebAssembly. */
export function inWebAssembly(bench) {
  for (const name of ["squeezenet", "mobilenet", "tinyvgg"]) {
    const { ratio, ...more } = pairs(bench, name, { runtime: "wasm", threads: 1 });
    bench.note(`${title(name)}: onnxruntime-web, WebAssembly, 1 thread`, ratio, 2.3, more);
  }
}
