import { describe, expect, it } from "vitest";
import { RegardError } from "../../src/errors.js";
import { failureOf } from "../../src/web/failure.js";

describe("what a call into ONNX Runtime throws", () => {
  it.each([
    new WebAssembly.RuntimeError("unreachable"),
    new WebAssembly.RuntimeError("memory access out of bounds"),
    new Error("Aborted(). Build with -sASSERTIONS for more info."),
    8_493_016,
  ])("ends the runtime where it was left in the middle: %s", (thrown) => {
    const { error, isEnd } = failureOf(thrown);
    expect(isEnd).toBe(true);
    expect(error).toMatchObject({ kind: "runtime", cause: thrown });
    expect(error.message).toMatch(/^ONNX Runtime: .*; end this worker and start another$/);
  });

  it.each([
    [new RangeError("Array buffer allocation failed"), "has not enough memory"],
    [
      new Error("Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc\n"),
      "has not enough memory",
    ],
    [
      new Error("ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for Foo(1)"),
      "explain it on Node",
    ],
  ])("says what to do, and goes on: %s", (thrown, advice) => {
    const { error, isEnd } = failureOf(thrown);
    expect(isEnd).toBe(false);
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain("\n");
  });

  it("leaves errors for people as they are", () => {
    const error = new RegardError("cancelled", "cancelled");
    expect(failureOf(error)).toEqual({ error, isEnd: false });
  });
});
