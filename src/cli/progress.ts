import { createRequire } from "node:module";
import type { SingleBar } from "cli-progress";
import type { Progress } from "../backend.js";
import { printable } from "./printable.js";

/** Shows how far a long task is, on standard error. */
export interface ProgressDisplay {
  /** Shows one task called `what`; later calls replace the task. */
  show(what: string, progress: Progress): void;
  /** Takes the display away, so that other words can be written. */
  clear(): void;
}

interface Stream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

/** Nothing shows before a task has run this long. */
const patience = 1_000;
/** Where nobody watches live, one line every so often is enough. */
const interval = 10_000;

/** A bar with the time left on a terminal, occasional lines elsewhere, nothing with `quiet`. */
export function createProgress(stream: Stream, quiet: boolean, now = () => Date.now()): ProgressDisplay {
  if (quiet) return { show() {}, clear() {} };
  return stream.isTTY ? bar(stream, now) : lines(stream, now);
}

function bar(stream: Stream, now: () => number): ProgressDisplay {
  const left = watch(now);
  let shown: SingleBar | null = null;
  const clear = (): void => {
    shown?.stop();
    shown = null;
  };
  return {
    clear,
    show(what, progress) {
      const { done, total, unit } = progress;
      const { elapsed, words, isNew } = left(what, progress);
      if (isNew) clear();
      if (!shown && elapsed >= patience && done < total) {
        shown = new (loadBar())({
          stream,
          format: "{what} {bar} {value}/{total} {unit}, {left} left",
          barCompleteChar: "█",
          barIncompleteChar: "░",
          barsize: 24,
          clearOnComplete: true,
          hideCursor: true,
          fps: 5,
        });
        shown.start(total, done, { what: printable(what), unit: plural(unit), left: words });
      }
      shown?.update(done, { left: words });
      if (done >= total) clear();
    },
  };
}

/** Most commands end before a bar is shown, and the library has more files than they need for anything else. */
const loadBar = (): typeof SingleBar => createRequire(import.meta.url)("cli-progress").SingleBar;

function lines(stream: Stream, now: () => number): ProgressDisplay {
  const left = watch(now);
  let due = 0;
  return {
    clear() {},
    show(what, progress) {
      const { done, total, unit } = progress;
      const { elapsed, words, isNew } = left(what, progress);
      if (isNew) due = patience;
      if (elapsed < due || done >= total) return;
      due = elapsed + interval;
      stream.write(`${printable(what)}: ${done}/${total} ${plural(unit)}, ${words} left\n`);
    },
  };
}

/** Steps, pictures; but MB. */
const plural = (unit: string): string => (/^[A-Z]+$/.test(unit) ? unit : `${unit}s`);

/** Follows one task after another and estimates what is left of each, in words. */
function watch(now: () => number) {
  let task = { what: "", began: 0, first: 0, last: 0 };
  return (what: string, { done, total }: Progress) => {
    const isNew = what !== task.what || done < task.last;
    if (isNew) task = { what, began: now(), first: done, last: done };
    task.last = done;
    const elapsed = now() - task.began;
    return { isNew, elapsed, words: timeLeft(elapsed, done - task.first, total - task.first) };
  };
}

/** How long the rest will take if it goes on like this: `"4 s"`, `"2 min 05 s"`, `"1 h 20 min"`. */
export function timeLeft(elapsed: number, done: number, total: number): string {
  if (done <= 0) return "some time";
  const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
