import type { Image } from "regard";
import { paintImage } from "./paint.js";

/** What a browser may write, the best first. */
const types = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

/** The kind of WebM that this browser can write; `null` where it can write none. */
export const filmType = (): string | null =>
  (typeof MediaRecorder === "function" && types.find((type) => MediaRecorder.isTypeSupported(type))) || null;

/** The shorter side of a film at least, in pixels: players show small ones badly. */
const least = 480;

/**
 * Plays the pictures, each for its time in milliseconds, into a WebM file; it takes as long as it plays. `null` where the
 * browser cannot, or where it was given up.
 */
export async function film(
  pictures: readonly Image[],
  delays: readonly number[],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (part: number) => void },
): Promise<Blob | null> {
  const [first] = pictures;
  const mimeType = filmType();
  if (!first || mimeType === null) return null;
  const scale = Math.max(1, Math.ceil(least / Math.min(first.width, first.height)));
  const [canvas, small] = [document.createElement("canvas"), document.createElement("canvas")];
  [canvas.width, canvas.height] = [first.width * scale, first.height * scale];
  const context = canvas.getContext("2d");
  if (!context) return null;
  const show = (picture: Image): void => {
    paintImage(small, picture);
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
  };
  show(first);
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType, videoBitsPerSecond: 6e6 });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  for (const [i, picture] of pictures.entries()) {
    if (signal.aborted) break;
    show(picture);
    onProgress(i / pictures.length);
    await new Promise((resolve) => setTimeout(resolve, delays[i]));
  }
  recorder.stop();
  await stopped;
  return signal.aborted ? null : new Blob(parts, { type: "video/webm" });
}
