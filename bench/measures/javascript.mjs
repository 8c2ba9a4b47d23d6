import { title } from "../bench.mjs";
import { median } from "../median.mjs";
import { node } from "../run.mjs";

const packages = ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm", "@jax-js/jax", "@jax-js/onnx"];
const limitSeconds = 120;
const peers = [
  { called: "TensorFlow.js", script: "tensorflow.mjs", device: "cpu" },
  { called: "TensorFlow.js", script: "tensorflow.mjs", device: "wasm" },
  { called: "jax-js", script: "jax.mjs", device: "cpu" },
  { called: "jax-js", script: "jax.mjs", device: "wasm" },
];

/**
 * Value and gradient against libraries that differentiate in JavaScript, natively on two threads, and in WebAssembly, where Node
 * has one thread, against WebAssembly. Peers are slow, so each is one process between two of Regard's.
 */
export function againstJavaScript(bench) {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    const how = `npm install --no-save ${packages.join(" ")}`;
    bench.leaveOut(
      "TensorFlow.js and jax-js",
      `${missing.join(", ")} cannot be imported (\`${how}\` installs them)`,
    );
    return;
  }
  for (const name of ["tinyvgg", "squeezenet"]) {
    for (const { called, script, device } of peers) {
      const runtimes = device === "wasm" ? ["native", "wasm"] : ["native"];
      const own = () =>
        runtimes.map(
          (runtime) => bench.pair(name, { runtime, threads: 2, only: "gradient" }).gradient.median,
        );
      const against = `against ${called} (${device})`;
      const before = own();
      const { median: peer, reason } = attempt(() =>
        node([script, bench.model(name), device], { limitSeconds }),
      );
      if (reason) {
        bench.leaveOut(`${title(name)}: gradient ${against}`, reason);
        continue;
      }
      const after = own();
      for (const [i, runtime] of runtimes.entries()) {
        const regard = median([before[i], after[i]]);
        bench.note(`${title(name)}: gradient, ${runtime}, ${against}`, regard / peer, 0.2, {
          milliseconds: { regard, peer },
        });
      }
    }
  }
}

function isInstalled(name) {
  try {
    return Boolean(import.meta.resolve(name));
  } catch {
    return false;
  }
}

/** What `measure` gives, or for what reason a library fails, in its own words without the lines that led there. */
function attempt(measure) {
  try {
    return measure();
  } catch ({ message }) {
    const [said] = /^(\w*Error.*?|FATAL ERROR): .+/m.exec(message) ?? message.split("\n");
    return { reason: said.length > 160 ? `${said.slice(0, 160)} …` : said };
  }
}
