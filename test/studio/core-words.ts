import { readdirSync, readFileSync } from "node:fs";
import type { Sentences } from "../../src/report/texts/translate.js";

/** All that is written in a folder, parts of one sentence joined. */
const sourcesOf = (folder: string): string =>
  readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(new URL(`${folder}${path}`, import.meta.url), "utf8"))
    .join("\n")
    .replace(/["'`]\s*\+\s*["'`]/g, "");

/** The words of translated sentences that the core never says. */
export function unsaid(sentences: Sentences): string[] {
  const sources = `${sourcesOf("../../src/")}${sourcesOf("../../studio/src/worker/")}`;
  // What stands around a sign may come from two places.
  const parts = Object.keys(sentences).flatMap((sentence) =>
    sentence.split(/\{\w+!?\}|[;:(),\d]+| is | not /).map((part) => part.trim().replace(/\.$/, "")),
  );
  return parts.filter((part) => !sources.includes(part));
}

/** Sentences whose translation fills in what they do not have. */
export const invented = (sentences: Sentences): string[] =>
  Object.entries(sentences).flatMap(([sentence, other]) =>
    holes(other).every((hole) => holes(sentence).includes(hole)) ? [] : [sentence],
  );

const holes = (sentence: string): string[] => sentence.match(/\{\w+!?\}/g) ?? [];
