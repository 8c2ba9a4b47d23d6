import { version } from "../node/version.js";
import type { Environment } from "./environment.js";
import { exitCode, exitCodes, sentence } from "./failure.js";
import { createInterrupt } from "./interrupt.js";
import { createProgram } from "./program.js";

/** Runs one command line, from after the program's name on, and gives the exit code; `limit` hears what it may take. */
export async function run(args: readonly string[], limit: Environment["limit"]): Promise<number> {
  const { stdout, stderr } = process;
  const cleanUps: (() => void)[] = [];
  const say = (text: string): void => {
    for (const cleanUp of cleanUps) cleanUp();
    stderr.write(`${text}\n`);
  };
  // A reader that leaves early (`| head`) takes no more lines; the files are still written.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  const interrupt = createInterrupt(say);
  const atEnd = (cleanUp: () => void): void => {
    cleanUps.push(cleanUp);
  };
  const { signal } = interrupt;
  const program = await createProgram({ args, stdout, stderr, signal, atEnd, limit }, await version());
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    const stopped = interrupt.exitCode();
    if (stopped !== null) return stopped;
    const said = sentence(error, program.opts().verbose === true);
    if (said !== null) say(said);
    return exitCode(error);
  } finally {
    interrupt.dispose();
  }
}
