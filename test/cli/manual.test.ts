import { Writable } from "node:stream";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram, withCommandsBelow } from "../../src/cli/program.js";

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    getOutHelpWidth: () => 100,
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text.trimEnd();
}

describe("the manual", async () => {
  const environment = {
    args: [],
    stdout: nowhere,
    stderr: nowhere,
    signal: new AbortController().signal,
    atEnd() {},
    limit() {},
  };
  const program = await createProgram(environment, "0.0.0");

  it("is what the commands say of themselves (vitest -u writes it anew)", async () => {
    const parts = withCommandsBelow(program).map((command) => {
      return `## ${fullName(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`;
    });
    const head =
      "# The command line\n\nWhat each command says of itself. The fields of `--json` are in [json.md](json.md).\n";
    const codes =
      "Exit codes: 0 done; 1 failed, or a picture was not fooled; 2 wrong usage; 130 stopped by Ctrl-C (143 by a request to\n" +
      "end). Files are written whole or not at all, also when stopped.\n";
    await expect([head, codes, ...parts].join("\n")).toMatchFileSnapshot("../../docs/cli.md");
  });

  it("shows an example and what it writes for every command", () => {
    for (const command of withCommandsBelow(program).slice(1)) {
      const help = helpOf(command);
      expect(help).toMatch(/Example:\n {2}\$ regard /);
      expect(help).toMatch(/\n(Writes|Prints)/);
    }
  });
});
