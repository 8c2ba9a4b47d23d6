let last: Promise<unknown> = Promise.resolve();

/**
 * Does `work` once everything that was given before is done. Every call into ONNX Runtime goes through here, whatever backend
 * makes it: two at once crash a page on WebGPU, and take turns at best elsewhere.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => {});
  return next;
}
