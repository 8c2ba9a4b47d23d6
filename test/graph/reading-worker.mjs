// Reads a file as far as a program for the runtime, as strangers' files are read. A worker runs JavaScript, so that of dist.
import { parentPort } from "node:worker_threads";
import { RegardError } from "../../dist/errors.js";
import { differentiate } from "../../dist/gradient/differentiate.js";
import { readNetwork } from "../../dist/model/read-network.js";
import { program } from "../../dist/program.js";

/** With the gradient of the first output with respect to the first input, where there is one. */
function withGradient(network) {
  const [of] = network.outputs;
  const [wrt] = network.inputs;
  if (!of || !wrt) return network;
  try {
    return differentiate(network, { of, wrt });
  } catch (error) {
    if (error instanceof RegardError) return network;
    throw error;
  }
}

function verdict(bytes) {
  try {
    const { network, source } = readNetwork({ bytes, file: "m.onnx" });
    program(network, source);
    program(withGradient(network), source);
    return "read";
  } catch (error) {
    return error instanceof RegardError ? "refused" : { thrown: String(error?.stack ?? error) };
  }
}

parentPort.on("message", (request) => {
  while (request === "hang");
  if (request === "end") process.exit(7);
  parentPort.postMessage(request === "throw" ? { thrown: "an odd error" } : verdict(request));
});
