import type { ZooEntry } from "./entry.js";
import { imagenetClasses } from "./imagenet-classes.js";

type Given = Pick<ZooEntry, "name" | "bytes" | "sha256" | "weights" | "parameters" | "top1" | "use">;

interface Export extends Given {
  /** The export's own name, where it is not the entry's. */
  readonly file?: string;
  /** Whether the ONNX model zoo keeps it in its folder `skip`, of exports that its own tests leave out. */
  readonly skip?: true;
  /** Whether it is known to have a repository of its own beside the zoo's. */
  readonly alone?: true;
  /** The shorter edge that pictures are resized to before the crop. */
  readonly resize?: number;
  readonly resample?: "bilinear" | "bicubic";
}

const mirror = "https://huggingface.co/onnxmodelzoo";

/**
 * An export of torchvision in the ONNX model zoo: opset 17, one picture of 224 × 224 at a time. What torchvision normalizes
 * outside of the network stands here; what GoogLeNet and Inception v3 undo of it again is inside of their graphs.
 */
export function torchvision({
  file,
  skip,
  alone,
  resize = 256,
  resample = "bilinear",
  ...given
}: Export): ZooEntry {
  const onnx = `${file ?? given.name}_Opset17`;
  const folder = `Computer_Vision/${skip ? "skip/" : ""}${onnx}_torch_hub`;
  return {
    ...given,
    urls: [
      `${mirror}/legacy_models/resolve/main/${folder}/${onnx}.onnx`,
      ...(alone ? [`${mirror}/${onnx}/resolve/main/${onnx}.onnx`] : []),
    ],
    license: "BSD-3-Clause/Apache-2.0",
    preprocessing: {
      resize: { shortestEdge: resize },
      resample,
      crop: { height: 224, width: 224 },
      scale: 1,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      order: "RGB",
      layout: "NCHW",
    },
    labels: imagenetClasses,
    size: 224,
  };
}
