import { RegardError } from "regard";
import type { Hand } from "./hand.js";
import { describe } from "./jobs/describe.js";
import { dream } from "./jobs/dream.js";
import { fool } from "./jobs/fool.js";
import { gif } from "./jobs/gif.js";
import { judge } from "./jobs/judge.js";
import { layers } from "./jobs/layers.js";
import { look } from "./jobs/look.js";
import { published } from "./jobs/published.js";
import { registries } from "./jobs/registries.js";
import { see } from "./jobs/see.js";
import { thumbnail } from "./jobs/thumbnail.js";
import { settle } from "./place.js";
import type { Failure, FromWorker, JobName, Jobs, ToWorker } from "./protocol.js";

// The thread in which everything is computed: hears wishes, answers them, forgets those that are cancelled.

type Doing = {
  readonly [Name in JobName]: (
    asked: Jobs[Name]["asked"],
    hand: Hand<Jobs[Name]["event"]>,
  ) => Promise<Jobs[Name]["answer"]>;
};

const jobs: Doing = {
  registries,
  published,
  describe,
  thumbnail,
  see,
  look,
  fool,
  judge,
  layers,
  dream,
  gif,
};

const running = new Map<number, AbortController>();
const say = (message: FromWorker): void => self.postMessage(message, { transfer: bitmapsOf(message) });

/** Bitmaps change the thread without a copy; all else is small. */
const bitmapsOf = (message: FromWorker): ImageBitmap[] =>
  message.kind === "done"
    ? Object.values(message.answer ?? {}).filter((value) => value instanceof ImageBitmap)
    : [];

async function answer({ id, job, asked }: Extract<ToWorker, { kind: "ask" }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const doing = jobs[job] as (asked: unknown, hand: Hand<unknown>) => Promise<unknown>;
    const hand: Hand<unknown> = {
      signal: controller.signal,
      say: (event) => say({ kind: "event", id, event }),
    };
    say({ kind: "done", id, answer: await doing(asked, hand) });
  } catch (error) {
    say({ kind: "failed", id, error: failure(error) });
  } finally {
    running.delete(id);
  }
}

const failure = (error: unknown): Failure =>
  error instanceof RegardError
    ? { kind: error.kind, message: error.message }
    : { kind: "runtime", message: error instanceof Error ? error.message : String(error) };

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "begin") settle(data.base);
  else if (data.kind === "ask") answer(data);
  else running.get(data.id)?.abort();
};
