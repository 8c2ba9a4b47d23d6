import { spawn } from "node:child_process";
import { Command } from "commander";
import { serveStudio } from "../node/studio.js";
import { type Environment, jobOf } from "./environment.js";
import { example } from "./example.js";
import { whole } from "./parse.js";

interface StudioFlags {
  readonly port: number;
  readonly open?: boolean;
}

/** `regard studio`: the page where one looks, fools and dreams. */
export function studioCommand(environment: Environment): Command {
  return new Command("studio")
    .summary("the same in a web page, on this machine alone")
    .description(
      "Serves a web page that explains, fools and dreams in the browser, with this machine's own processor. It answers to " +
        "this machine only, and nothing leaves it. Ctrl-C ends it.",
    )
    .option("--port <n>", "where the page is served", whole(0, 65535), 8017)
    .option("--open", "open it in the browser")
    .addHelpText("after", example("regard studio --open", "Prints the address; writes no file."))
    .action(async (_: object, command: Command) => {
      const { flags, output, signal } = jobOf<StudioFlags>(environment, command);
      const { url, close } = await serveStudio(flags.port);
      output.result({ type: "studio", url }, url);
      output.note("Ctrl-C ends it");
      if (flags.open) openInBrowser(url);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await close();
    });
}

/** What opens an address on each system. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["explorer"],
};

function openInBrowser(url: string): void {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  // Where there is no browser, the address has been printed.
  spawn(program, [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
