import { forkGuarded } from "./guarded.js";
import type { ChildStart, Numbered, Reply, Settings } from "./messages.js";
import type { StartPeer } from "./peer.js";

/** Runs ONNX Runtime in a process of its own, which may take `limitMemory` bytes and can be ended at any time. */
export const processPeer =
  (script: URL, settings: Settings, limitMemory: number | null): StartPeer =>
  ({ onReply, onEnd }) => {
    const start: ChildStart = { settings, limitMemory };
    const { child, ended, hold } = forkGuarded(script, [JSON.stringify(start)], {
      stdio: ["ignore", "ignore", "ignore"],
    });
    hold(false);
    child.on("message", (reply: Reply) => onReply(reply));
    const exited = ended.then(({ why }) => onEnd(`its process ${why}`));
    return {
      send: (message) => void child.send(unshared(message), (error) => error && onEnd(error.message)),
      hold,
      async close() {
        hold(true);
        child.kill("SIGKILL");
        await exited;
      },
      kill: () => void child.kill("SIGKILL"),
    };
  };

/** The message with its weights in memory that can be sent to another process. */
function unshared(message: Numbered): Numbered {
  if (message.kind !== "create") return message;
  const { weights, fed } = message.program;
  const program = {
    ...message.program,
    weights: weights && { ...weights, bytes: weights.bytes.slice() },
    fed: fed.map((each) =>
      each.content instanceof Uint8Array ? { ...each, content: each.content.slice() } : each,
    ),
  };
  return { ...message, program };
}
