import { spawn, spawnSync } from "node:child_process";

const wanted = "import torch, torchvision, onnx";

/** A Python that has PyTorch and torchvision: `REGARD_PYTHON` where that is set, else python3 or the system's; `null` where none has. */
export function findPython() {
  const candidates = process.env.REGARD_PYTHON
    ? [process.env.REGARD_PYTHON]
    : ["python3", "/usr/bin/python3"];
  return candidates.find((python) => spawnSync(python, ["-c", wanted]).status === 0) ?? null;
}

/** Runs a script, leaving no compiled files beside it. Throws with the last line it said where it fails. */
export async function runPython(python, args) {
  const child = spawn(python, ["-B", ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (part) => {
    said = `${said}${part}`.slice(-10_000);
  });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(said.trim().split("\n").at(-1) || `${python} ended with ${code}`);
}
