import type * as Ort from "onnxruntime-common";

/**
 * A session with every node on the graphics card; where that cannot be, one with some on the processor, aloud, for each crossing
 * between the two costs more than either saves.
 */
export async function allOnGpu(
  create: (options: Ort.InferenceSession.SessionOptions) => Promise<Ort.InferenceSession>,
  onNotice?: (notice: string) => void,
): Promise<Ort.InferenceSession> {
  try {
    return await create({ extra: { session: { disable_cpu_ep_fallback: "1" } } });
  } catch (error) {
    if (!/fallback to CPU EP/.test(String(error))) throw error;
    onNotice?.(
      'a part of this network has no kernel on WebGPU and runs on the processor; the provider "wasm" may be faster',
    );
    return create({});
  }
}
