import { describe, expect, it } from "vitest";
import { attacks, saliencyMethods } from "../../src/index.js";
import { coreFr } from "../../studio/src/texts/core.fr.js";

describe("the studio's French", () => {
  const entries = [...Object.values(saliencyMethods), ...Object.values(attacks)];
  const sentences = entries.flatMap(({ summary, settings }) => [
    summary,
    ...Object.values(settings).map((setting) => setting.summary),
  ]);

  it("says all that the core says of its methods, and nothing else", () => {
    expect(new Set(Object.keys(coreFr))).toEqual(new Set(sentences));
  });
});
