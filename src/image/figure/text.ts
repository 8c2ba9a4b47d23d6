import { type Font, outlineOf, textWidth } from "./font.js";
import { style } from "./style.js";
import { element } from "./svg.js";

/** Where a line of text stands. */
export interface TextOptions {
  readonly size: number;
  readonly color?: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Degrees, clockwise, about (x, y). */
  readonly rotate?: number;
}

/** One line of text as an outline, its baseline at y. */
export function drawText(font: Font, text: string, x: number, y: number, options: TextOptions): string {
  const { size, color = style.ink, anchor = "start", rotate = 0 } = options;
  const path = outlineOf(font, text);
  if (path === "") return "";
  const share = { start: 0, middle: 0.5, end: 1 }[anchor];
  const shift = -textWidth(font, text, size) * share;
  const place =
    rotate === 0
      ? `translate(${x + shift} ${y})`
      : `translate(${x} ${y}) rotate(${rotate}) translate(${shift} 0)`;
  return element("path", { transform: `${place} scale(${size / font.unitsPerEm})`, fill: color, d: path });
}

/**
 * The text broken at spaces into lines of at most `width` pixels; what does not fit into `lines` lines ends in an ellipsis.
 * Words longer than a line are broken anywhere.
 */
export function wrap(
  font: Font,
  text: string,
  size: number,
  width: number,
  lines = Number.POSITIVE_INFINITY,
): string[] {
  const fits = (line: string): boolean => textWidth(font, line, size) <= width;
  const wrapped: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let line = "";
    for (const word of paragraph.split(/[ \t]+/)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== "") wrapped.push(line);
      line = word;
      while (!fits(line) && [...line].length > 1) {
        const end = longestPrefix(line, fits);
        wrapped.push(line.slice(0, end));
        line = line.slice(end);
      }
    }
    wrapped.push(line);
  }
  if (wrapped.length <= lines) return wrapped;
  const last = wrapped[lines - 1] as string;
  const end = longestPrefix(last, (prefix) => fits(`${prefix}…`));
  return [...wrapped.slice(0, lines - 1), `${last.slice(0, end).trimEnd()}…`];
}

/** The length of the longest beginning of `text` that fits, at least one character; surrogate pairs stay together. */
function longestPrefix(text: string, fits: (prefix: string) => boolean): number {
  const characters = Array.from(text);
  let [fitting, most] = [1, characters.length];
  while (fitting < most) {
    const middle = Math.ceil((fitting + most) / 2);
    if (fits(characters.slice(0, middle).join(""))) fitting = middle;
    else most = middle - 1;
  }
  return characters.slice(0, fitting).join("").length;
}
