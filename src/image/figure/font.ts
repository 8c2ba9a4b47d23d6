import { RegardError } from "../../errors.js";

/** The outlines of a typeface's characters, so that text looks alike on machines with other fonts or none. */
export interface Font {
  readonly name: string;
  readonly unitsPerEm: number;
  /** The height of a capital letter, in units. */
  readonly capHeight: number;
  /** What to add to the advance between two characters, in units. */
  readonly kerning: Readonly<Record<string, number>>;
  /** Per character its advance in units and its outline: an SVG path of relative commands, y downwards. */
  readonly glyphs: Readonly<Record<string, readonly [advance: number, outline: string]>>;
}

/** The two weights a figure is set in. */
export interface Fonts {
  readonly regular: Font;
  readonly bold: Font;
}

/** The font in a `.glyphs` file (`fonts/` of this package, made by `fonts/outlines.py`). Throws where it is not one. */
export function parseFont(bytes: Uint8Array): Font {
  try {
    const font = JSON.parse(new TextDecoder().decode(bytes)) as Font;
    if (font.unitsPerEm > 0 && font.glyphs["?"] !== undefined && typeof font.kerning === "object")
      return font;
  } catch (cause) {
    throw new RegardError("file", "the font is not a .glyphs file; its JSON cannot be read", { cause });
  }
  throw new RegardError(
    "file",
    "the font is not a .glyphs file; it lacks its units, its kerning or the character ?",
  );
}

/** The width of one line of text at a size, in pixels. */
export function textWidth(font: Font, text: string, size: number): number {
  let end = 0;
  for (const { x, advance } of layOut(font, text)) end = x + advance;
  return (end * size) / font.unitsPerEm;
}

/** One line of text as path data in the font's units, from the origin on the baseline; absent characters become `?`. */
export function outlineOf(font: Font, text: string): string {
  let path = "";
  for (const { x, outline } of layOut(font, text)) if (outline !== "") path += `M${x} 0${outline}`;
  return path;
}

/** French puts a space of a fifth of an em before a percent sign, which the typeface lacks. */
const narrowSpace = "\u202f";

function glyphOf(font: Font, character: string): Font["glyphs"][string] {
  if (character === narrowSpace) return [font.unitsPerEm / 5, ""];
  return font.glyphs[character] ?? (font.glyphs["?"] as Font["glyphs"][string]);
}

function* layOut(font: Font, text: string): Generator<{ x: number; advance: number; outline: string }> {
  let x = 0;
  let previous = "";
  for (const character of text.normalize("NFC")) {
    const [advance, outline] = glyphOf(font, character);
    x += font.kerning[previous + character] ?? 0;
    yield { x, advance, outline };
    x += advance;
    previous = character;
  }
}
