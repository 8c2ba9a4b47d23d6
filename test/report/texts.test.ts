import { describe, expect, it } from "vitest";
import { createFormat } from "../../src/report/format.js";
import { Html } from "../../src/report/html.js";
import { en } from "../../src/report/texts/en.js";
import { fr } from "../../src/report/texts/fr.js";

const named = { label: "hay", percent: "12" };

/** Every sentence of a language, functions called with samples. */
function sentences(value: unknown): string[] {
  if (value instanceof Html) return [value.text];
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(sentences);
  if (typeof value !== "function") return [];
  const samples = [
    ["a", "b", named, named, 3],
    [["a", "b"]],
    [named],
    [1, "2"],
    [[{ times: 10, percent: "3" }]],
    [1, 2],
    ["a", "b", "c", 4, 5],
    ["a", 3, "b", "c", 6],
  ];
  return samples.flatMap((args) => {
    try {
      return sentences((value as (...args: unknown[]) => unknown)(...args));
    } catch {
      return [];
    }
  });
}

const shape = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !(value instanceof Html)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
    : typeof value;

describe("the texts", () => {
  it("say the same things in both languages", () => {
    expect(shape(fr)).toEqual(shape(en));
    expect(sentences(fr).length).toBe(sentences(en).length);
    expect(sentences(fr).length).toBeGreaterThan(60);
  });

  it("keep French typography: unbreakable spaces before : ; ? ! », after «, and curved apostrophes", () => {
    for (const text of sentences(fr).map((each) => each.replace(/<[^>]*>|&#?\w+;/g, ""))) {
      expect(text).not.toMatch(/[^\u00a0][:»]|[^\u202f][;?!]|«[^\u00a0]|\p{L}'\p{L}/u);
    }
  });

  it("are not the same sentence twice", () => {
    const same = sentences(en).filter((text) => text.length > 20 && sentences(fr).includes(text));
    expect(same).toEqual([]);
  });
});

describe("numbers", () => {
  const [english, french] = [createFormat("en"), createFormat("fr")];

  it.each([
    [0, "0%", "0\u00a0%"],
    [1, "100%", "100\u00a0%"],
    [0.5714, "57.1%", "57,1\u00a0%"],
    [0.99999, ">\u00a099.9%", ">\u00a099,9\u00a0%"],
    [1e-9, "<\u00a00.1%", "<\u00a00,1\u00a0%"],
  ])("%d is a probability of %s", (value, inEnglish, inFrench) => {
    expect(english.percent(value)).toBe(inEnglish);
    expect(french.percent(value).replace("\u202f", "\u00a0")).toBe(inFrench);
  });

  it.each([
    [0, "0"],
    [-1.23456, "−1.23"],
    [0.00012345, "1.2 × 10⁻⁴"],
    [4_200_000, "4.2 × 10⁶"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NaN, "–"],
  ])("%d is short as %s", (value, text) => expect(english.short(value)).toBe(text));

  it("has columns of equal digits", () => {
    expect([0.9, 0.99, -2].map((value) => english.fixed(value, 3))).toEqual(["0.900", "0.990", "−2.000"]);
    expect(french.fixed(52, 1)).toBe("52,0");
  });
});
