import type { Session, Tensors } from "./backend.js";
import { throwIfCancelled } from "./errors.js";

/** Runs a session for each of many feeds, as it would itself, or one after the other. Throws `"cancelled"` on abort. */
export async function runAll(
  session: Session,
  feeds: readonly Tensors[],
  signal?: AbortSignal,
): Promise<readonly Tensors[]> {
  if (session.runAll && feeds.length > 1) return session.runAll(feeds, signal);
  const results: Tensors[] = [];
  for (const each of feeds) {
    throwIfCancelled(signal);
    results.push(await session.run(each, signal));
  }
  return results;
}
