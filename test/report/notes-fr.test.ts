import { describe, expect, it } from "vitest";
import { heldAtZero } from "../../src/class-gradient.js";
import { Builder } from "../../src/graph/builder.js";
import { write } from "../../src/graph/write.js";
import { assemble } from "../../src/model/assemble.js";
import { labelsFor } from "../../src/model/labels.js";
import type { Model } from "../../src/model/model.js";
import { readPreprocessorConfig } from "../../src/model/preprocessor-config.js";
import { findScores } from "../../src/model/scores.js";
import { frenchNote, notesFr } from "../../src/report/texts/notes.fr.js";
import { network } from "../model/networks.js";
import { activations } from "../model/quantize.js";
import { rich } from "../model/rich.js";
import { invented, unsaid } from "../studio/core-words.js";

const notesOf = (bytes: Uint8Array, json?: object): readonly string[] => {
  const config = json && readPreprocessorConfig(json, "preprocessor_config.json");
  return assemble({ name: "n", file: "n.onnx", bytes, config }).notes;
};

/** What the core assumes, or gets around, by why it does. */
const assumed: Readonly<Record<string, readonly string[]>> = {
  "a bare network of its own size": notesOf(network({ shape: ["N", 3, 224, 224] })),
  "a bare network of another shape": notesOf(network({ shape: ["N", 3, 8, 12] })),
  "a preprocessing of the shorter edge": notesOf(network({ shape: ["N", 3, 8, 8] }), {
    do_resize: true,
    size: { shortest_edge: 8 },
  }),
  "a preprocessing without a size": notesOf(network({ shape: ["N", 3, 8, 8] }), { do_resize: false }),
  "names of more classes": labelsFor(new Map([0, 1, 2, 3].map((i) => [i, `c${i}`])), 2, "labels.txt").notes,
  "names of one class more": labelsFor(new Map([0, 1, 2].map((i) => [i, `c${i}`])), 2, "labels.txt").notes,
  "several outputs": twoOutputs(),
  "quantized activations": notesOf(write(rich({ activation: activations("int8") }, 19))),
  "a ReLU at the end": [heldAtZero({ labels: ["cat"] } as unknown as Model, 0)],
};

function twoOutputs(): readonly string[] {
  const g = new Builder(18);
  const outputs = ["a", "b"].map((name) => g.input(name, "float32", ["N", 3]));
  return findScores(outputs, {}).notes;
}

describe("what the core assumes, in French", () => {
  it.each(Object.entries(assumed))("%s", (_, notes) => {
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) expect(frenchNote(note), note).toMatch(/\p{Letter}/u);
  });

  it("says what the English says", () => {
    const found = frenchNote(assumed["a bare network of its own size"]?.[0] ?? "");
    expect(found?.replace(/\s/g, " ")).toBe(
      "Aucun prétraitement n’est donné ; celui d’ImageNet est supposé : petit côté à 256, milieu de 224 × 224, bilinéaire, RVB dans [0, 1], moyenne 0.485, 0.456, 0.406, écart type 0.229, 0.224, 0.225. Si le réseau a été entraîné autrement, ses réponses sont fausses ; donnez son preprocessor_config.json.",
    );
    expect(found).toContain("donné\u202f; celui");
    expect(frenchNote('net: No class names are known: classes are named "class 0" and so on.')).toMatch(
      /^net.: Les/,
    );
    expect(frenchNote("Nobody says this.")).toBeNull();
  });

  it("is of what the core says, word by word, and nothing that it has not said", () => {
    expect(unsaid(notesFr)).toEqual([]);
    expect(invented(notesFr)).toEqual([]);
  });
});
