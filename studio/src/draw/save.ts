/** Offers a file for download. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Offers what a canvas shows as a PNG, pixel by pixel as it is. */
export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) save(blob, name);
}

/** A name for a file, of words that may hold anything. */
export const fileName = (...words: readonly string[]): string =>
  words
    .map((word) =>
      word
        .normalize("NFKD")
        .replace(/[^\p{L}\p{N}.]+/gu, "-")
        .replace(/^-|-$/g, ""),
    )
    .filter((word) => word !== "")
    .join(".")
    .slice(0, 120);
