import { describe, expect, it } from "vitest";
import { attacks, saliencyMethods, zoo } from "../../src/index.js";
import { typesetFrench } from "../../src/report/texts/typeset.fr.js";
import { coreFr } from "../../studio/src/texts/core.fr.js";
import { fr } from "../../studio/src/texts/fr.js";
import { zooFr } from "../../studio/src/texts/zoo.fr.js";

describe("the studio's French", () => {
  const entries = [...Object.values(saliencyMethods), ...Object.values(attacks)];
  const sentences = entries.flatMap(({ summary, settings }) => [
    summary,
    ...Object.values(settings).map((setting) => setting.summary),
  ]);

  it("says all that the core says of its methods, and nothing else", () => {
    expect(new Set(Object.keys(coreFr))).toEqual(new Set(sentences));
  });

  it("names all that they can be told", () => {
    const named = entries.flatMap(({ settings }) => Object.keys(settings));
    expect(named.filter((name) => !Object.hasOwn(fr.settings, name))).toEqual([]);
  });

  it("says what each published network is for", () => {
    expect(new Set(Object.keys(zooFr))).toEqual(new Set(zoo.map(({ use }) => use)));
  });

  it("breaks no line before its signs, in words and in what makes them", () => {
    const { plain, list, made, held } = typesetFrench({
      held: "regarde-t-il",
      plain: "Où ? Là ; « ici » : non !",
      list: ["Différence × 10"],
      made: (name: string) => `« ${name} » ?`,
    });
    expect(plain).toBe("Où\u202f? Là\u202f; «\u202fici\u202f»\u00a0: non\u202f!");
    expect(held).toBe("regarde\u2011t\u2011il");
    expect(list).toEqual(["Différence\u00a0×\u00a010"]);
    expect(made("raie")).toBe("«\u202fraie\u202f»\u202f?");
  });
});
