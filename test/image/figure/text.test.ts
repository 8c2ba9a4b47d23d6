import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outlineOf, parseFont, textWidth } from "../../../src/image/figure/font.js";
import { wrap } from "../../../src/image/figure/text.js";
import { ticksOf } from "../../../src/image/figure/ticks.js";
import { loadFonts } from "../../../src/node/fonts.js";

const { regular, bold } = await loadFonts();

describe("fonts", () => {
  test("have every character that captions need, in both weights", () => {
    const needed =
      "abcxyzABCXYZ0123456789 àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ«»’‘“”…–—−×÷·±≤≥≈≠→←↔ελσμπδ∂∞√²³₂₁₀‖%°|(){}[]<>&#'\"";
    for (const font of [regular, bold]) {
      expect([...needed].filter((character) => font.glyphs[character] === undefined)).toEqual([]);
    }
  });

  test("widths add up, but for kerning", () => {
    const width = (text: string): number => textWidth(regular, text, 100);
    expect(width("")).toBe(0);
    expect(width("nn")).toBeCloseTo(2 * width("n"), 9);
    expect(width("AV")).toBeLessThan(width("A") + width("V") - 3);
    expect(textWidth(regular, "AV", 10)).toBeCloseTo(width("AV") / 10, 9);
    expect(textWidth(bold, "nn", 100)).toBeGreaterThan(width("nn"));
  });

  test("an accent may come as its own character, and unknown characters become question marks", () => {
    expect(outlineOf(regular, "e\u0301")).toBe(outlineOf(regular, "é"));
    expect(outlineOf(regular, "漢")).toBe(outlineOf(regular, "?"));
    expect(outlineOf(regular, " ")).toBe("");
  });

  test("a percent sign stands a narrow space away in French", () => {
    expect(outlineOf(regular, "\u202f")).toBe("");
    const narrow = textWidth(regular, "99\u202f%", 100) - textWidth(regular, "99%", 100);
    expect(narrow).toBeGreaterThan(10);
    expect(narrow).toBeLessThan(textWidth(regular, " ", 100));
  });

  test.each(["", "<html>", "{}", '{"unitsPerEm": 0}'])("%j is no font", (text) => {
    expect(() => parseFont(new TextEncoder().encode(text))).toThrow(/not a \.glyphs file/);
  });
});

describe("wrap", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 120 }).map((any) => any.replace(/\s+/g, " ").trim());

  test("keeps every word, within the width", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 300 }), (words, width) => {
        const lines = wrap(regular, words, 13, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.replaceAll(" ", ""));
        for (const line of lines) {
          expect(textWidth(regular, line, 13) <= width || !canBreak(line)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("what does not fit ends in an ellipsis, within the width", () => {
    const lines = wrap(regular, "Cardigan, Cardigan Welsh corgi and much more", 13, 100, 2);
    expect(lines).toEqual(["Cardigan,", "Cardigan Wel…"]);
    expect(lines.every((line) => textWidth(regular, line, 13) <= 100)).toBe(true);
  });

  test("line breaks in the text are kept", () => {
    expect(wrap(regular, "one\ntwo", 13, 500)).toEqual(["one", "two"]);
  });
});

/** A line of one code point cannot be broken, though it may be two UTF-16 units long. */
function canBreak(line: string): boolean {
  return [...line].length > 1;
}

describe("ticksOf", () => {
  test.each([
    [[0, 1], 5, {}, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
    [[1, 200], 9, { whole: true }, ["50", "100", "150", "200"]],
    [[1, 3], 8, { whole: true }, ["1", "2", "3"]],
    [[7, 7], 5, { whole: true }, ["7"]],
    [[-1.2, 33], 5, { widen: true }, ["−10", "0", "10", "20", "30", "40"]],
    [[0.013, 0.0137], 4, { widen: true }, ["0.0130", "0.0132", "0.0134", "0.0136", "0.0138"]],
    [[0, 0], 4, {}, ["−0.5", "0.0", "0.5"]],
    [[3e7, 4e7], 2, {}, ["3.0e+7", "3.5e+7", "4.0e+7"]],
  ] as const)("%j in about %i: %j", (range, count, options, labels) => {
    expect(ticksOf([...range], count, options).labels).toEqual(labels);
  });
});
