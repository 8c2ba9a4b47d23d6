import { freed } from "../errors.js";
import type { Explainer } from "../explainer.js";
import { open } from "../node/open.js";
import type { GlobalFlags, Job } from "./environment.js";

/** Opens a model as the flags say, says what it assumes, works with it and closes it whatever happens. */
export async function withExplainer<T>(
  path: string,
  { flags, output, signal, models }: Job<object>,
  work: (explainer: Explainer) => Promise<T>,
): Promise<T> {
  const explainer = await open(path, {
    ...runtimeOptions(flags),
    ...models,
    preprocess: flags.preprocess,
    labels: flags.labels,
    output: flags.output,
    onNotice: output.note,
  });
  try {
    signal.throwIfAborted();
    for (const note of explainer.model.notes) output.note(`note: ${note}`);
    return await work(explainer);
  } finally {
    await freed(explainer.close(), signal);
  }
}

/** The flags that concern the runtime alone. */
export const runtimeOptions = ({ threads, graphOptimization, runtime, limitSeconds }: GlobalFlags) => ({
  threads,
  graphOptimization,
  runtime,
  limitSeconds: limitSeconds || undefined,
});
