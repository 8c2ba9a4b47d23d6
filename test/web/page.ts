// The page's half of a conversation with the test's worker. Arrays of numbers travel to the test as plain ones.

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}
const waiting: Waiting[] = [];

worker.addEventListener("message", ({ data: { result, error } }) => {
  const first = waiting.shift();
  if (error) first?.reject(new Error(`${error.kind}: ${error.message}`));
  else first?.resolve(plain(result));
});
worker.addEventListener("error", ({ message }) => {
  for (const { reject } of waiting.splice(0)) reject(new Error(`the worker failed: ${message}`));
});

function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

/** The result of a task; the worker answers them in turn. */
const ask = (task: string, given: readonly unknown[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.postMessage({ task, given });
  });

Object.assign(globalThis, { ask });
