/** How files begin, byte by byte as characters. */
const signatures: readonly (readonly [string | RegExp, string])[] = [
  [
    /^version https:\/\/git-lfs/,
    "a Git LFS pointer, not the file it stands for; fetch that with `git lfs pull`",
  ],
  [/^\s*<(!doctype|html|head|\?xml|!--)/i, "a web page, probably from a download that failed"],
  ["\x89PNG", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  [/^RIFF....WEBP/s, "a WebP picture"],
  ["PK\x03\x04", "a zip archive (PyTorch's .pt files are such, too); export the model to ONNX first"],
  ["\x1f\x8b", "gzip-compressed; unpack it first"],
  ["\x89HDF", "an HDF5 file (Keras); convert the model to ONNX first"],
  [/^....TFL3/s, "a TensorFlow Lite model; convert it to ONNX first"],
  [/^....ORTM/s, "a model in ONNX Runtime's own .ort format; use the .onnx file that it was made from"],
  [/^\x80\p{Cc}/u, "a Python pickle; export the model to ONNX first"],
  ["\x93NUMPY", "a NumPy array"],
  ["%PDF", "a PDF document"],
  [/^\s*[{[]\s*["{[\]}]/, "JSON text"],
  [/^[\t\n\r\x20-\x7e]{16}/, "text"],
];

/** What the beginning of a file says it is, in words, where that is not an ONNX model; `null` where it says nothing. */
export function nature(bytes: Uint8Array): string | null {
  const beginning = String.fromCharCode(...bytes.subarray(0, 256));
  const matches = (signature: string | RegExp): boolean =>
    typeof signature === "string" ? beginning.startsWith(signature) : signature.test(beginning);
  return signatures.find(([signature]) => matches(signature))?.[1] ?? null;
}
