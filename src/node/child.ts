import { limitOwnMemory } from "./limit-memory.js";
import type { ChildStart, Numbered } from "./messages.js";
import { serve } from "./serve.js";

// The process in which ONNX Runtime lives where a model is not trusted with ours.

const { settings, limitMemory } = JSON.parse(process.argv[2] ?? "") as ChildStart;
if (limitMemory !== null) limitOwnMemory(limitMemory);
const answer = serve(settings, { say: (reply) => void process.send?.(reply), inside: (call) => call() });
process.on("message", (message: Numbered) => answer(message));
// Nobody is left who could stop it.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
