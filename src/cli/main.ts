#!/usr/bin/env node
import { supervise } from "./supervise.js";

process.exitCode = await supervise(new URL("./supervised.js", import.meta.url), process.argv.slice(2));
