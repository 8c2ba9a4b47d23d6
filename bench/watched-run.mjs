// bench/bare-run.mjs in a process of its own, for which this one waits.

import { fork } from "node:child_process";
import { once } from "node:events";
import { here } from "./run.mjs";

const [code] = await once(fork(here("bare-run.mjs"), process.argv.slice(2)), "exit");
process.exitCode = code ?? 1;
