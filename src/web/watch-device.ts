import type { Runtime } from "../onnxruntime/session.js";
import { ends } from "./end.js";

const watched = new WeakSet<GPUDevice>();

/**
 * Takes note when the graphics card is lost (its driver was reset, the tab slept for long): it answers nothing any more. The
 * runtime itself lets go of its device with its last session and takes another one for the next; `isUsed` tells the two apart.
 */
export async function watchDevice({ env }: Runtime, isUsed: () => boolean): Promise<void> {
  // The runtime has a device from its first session on.
  const device = await env.webgpu.device;
  if (!device || watched.has(device)) return;
  watched.add(device);
  device.lost.then(({ message }) => {
    if (isUsed()) ends.webgpu.come(`its WebGPU device was lost (${message})`);
  });
}
