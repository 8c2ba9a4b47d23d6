import { RegardError } from "../errors.js";

/** What went wrong in the runtime, for a person, and whether the runtime can be used any more. */
export interface Failure {
  readonly error: RegardError;
  readonly isEnd: boolean;
}

/** What a call into ONNX Runtime threw. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof RegardError) return { error: cause, isEnd: false };
  const said = cause instanceof Error ? cause.message.trim() : `it threw ${String(cause)}`;
  // Once WebAssembly has been left in the middle of something, its memory is in no known state.
  const isEnd =
    cause instanceof WebAssembly.RuntimeError || typeof cause === "number" || /^Aborted\(/.test(said);
  const advice = [...advices(said, cause), ...(isEnd ? [replace] : [])].join("; ");
  const message = `ONNX Runtime: ${said}${advice === "" ? "" : `; ${advice}`}`;
  return { error: new RegardError("runtime", message, { cause }), isEnd };
}

/** The error of every call after the end. */
export const over = (why: string): RegardError =>
  new RegardError("runtime", `ONNX Runtime cannot go on: ${why}; ${replace}`);

const replace = "end this worker and start another";

function advices(said: string, cause: unknown): string[] {
  if (
    cause instanceof RangeError ||
    /bad_alloc|out of memory|allocation failed|allocate memory|integer overflow/i.test(said)
  ) {
    return [
      "the browser has not enough memory for it: take a smaller network or fewer pictures at once, or use Node",
    ];
  }
  if (
    /NOT_IMPLEMENTED|not implemented|could not find an implementation|is not supported|unsupported/i.test(
      said,
    )
  ) {
    return ["the build of ONNX Runtime for browsers lacks what the network needs: explain it on Node"];
  }
  return [];
}
