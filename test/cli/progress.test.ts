import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProgress, timeLeft } from "../../src/cli/progress.js";

/** Shows a task of 100 steps, each this many milliseconds long, and gives what was written. */
function shown(step: number, { quiet = false, isTTY = false } = {}): string {
  const stream = Object.assign(new PassThrough(), { isTTY });
  let time = 0;
  const progress = createProgress(stream, quiet, () => time);
  for (let done = 1; done <= 100; done++, time += step)
    progress.show("attack", { done, total: 100, unit: "step" });
  progress.clear();
  return String(stream.read() ?? "");
}

describe("progress", () => {
  it("says nothing of what is done within a second", () => {
    expect(shown(9)).toBe("");
    expect(shown(9, { isTTY: true })).toBe("");
  });

  it("writes a line now and then where nobody watches, with the time left", () => {
    expect(shown(250)).toBe(
      "attack: 5/100 steps, 24 s left\nattack: 45/100 steps, 14 s left\nattack: 85/100 steps, 4 s left\n",
    );
  });

  it("draws a bar on a terminal, takes it away, and shows the cursor again", () => {
    const text = shown(250, { isTTY: true });
    expect(text).toContain("attack █");
    expect(text).toContain("\u001b[?25h");
    expect(text.lastIndexOf("\u001b[?25h")).toBeGreaterThan(text.lastIndexOf("\u001b[?25l"));
  });

  it("is silent with --quiet", () => expect(shown(250, { quiet: true, isTTY: true })).toBe(""));

  it("knows that MB are not MBs", () => {
    const stream = new PassThrough();
    let time = 0;
    const progress = createProgress(stream, false, () => time);
    progress.show("download vgg16", { done: 0, total: 553.4, unit: "MB" });
    time = 2000;
    progress.show("download vgg16", { done: 110.6, total: 553.4, unit: "MB" });
    expect(String(stream.read())).toBe("download vgg16: 110.6/553.4 MB, 9 s left\n");
  });

  it.each([
    [1000, 0, 10, "some time"],
    [1000, 5, 10, "1 s"],
    [61_000, 1, 3, "2 min 02 s"],
    [3_600_000, 1, 3, "2 h 00 min"],
  ])("after %d ms, %d of %d: %s", (elapsed, done, total, words) =>
    expect(timeLeft(elapsed, done, total)).toBe(words),
  );
});
