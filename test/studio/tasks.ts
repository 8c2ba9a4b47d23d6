import type { Page } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** A task of the page's thread, in milliseconds: of its own work, and with its waiting for a processor. */
export interface Task {
  readonly work: number;
  readonly wall: number;
}

/** Traces the page's thread; what it gives ends the trace, and tells the tasks, those of the most work first. */
export async function traceTasks(page: Page): Promise<() => Promise<Task[]>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "__metadata"] },
  });
  return async () => {
    const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
    await session.send("Tracing.end");
    await complete;
    const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
    const threads = new Set(
      events
        .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
        .map(threadOf),
    );
    return events
      .filter((event) => event.ph === "X" && /RunTask/.test(event.name) && threads.has(threadOf(event)))
      .map(({ tdur = 0, dur = 0 }) => ({ work: tdur / 1000, wall: dur / 1000 }))
      .sort((a, b) => b.work - a.work);
  };
}

/** The longest tasks, to be read. */
export const told = (tasks: readonly Task[]): string =>
  tasks
    .slice(0, 6)
    .map(({ work, wall }) => `${work.toFixed(0)} of ${wall.toFixed(0)}`)
    .join(", ");
