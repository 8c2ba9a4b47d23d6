import { setFlagsFromString } from "node:v8";

/**
 * Has WebAssembly that is loaded later compiled at once as it would be after some seconds of use: a process first runs what was
 * compiled in a hurry, ten times as slowly, until another compiler has found a core to work on.
 */
export function compileWell() {
  setFlagsFromString("--no-liftoff");
}
