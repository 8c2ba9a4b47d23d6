import type { Command } from "commander";

/** An example at the end of a command's help, and what it writes. */
export const example =
  (line: string, writes: string) =>
  ({ command }: { command: Command }): string => {
    const help = command.createHelp();
    return `\nExample:\n  $ ${line}\n\n${help.boxWrap(writes, 80)}`;
  };
