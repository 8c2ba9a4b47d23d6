import { describe, expect, it } from "vitest";
import { Builder } from "../../src/graph/builder.js";
import { read } from "../../src/graph/read.js";
import { checkSupported } from "../../src/graph/supported.js";
import { write } from "../../src/graph/write.js";
import { formatOf } from "../../src/image/picture-format.js";
import { labelsFor, readLabels } from "../../src/model/labels.js";
import { pictureInput } from "../../src/model/picture-input.js";
import { readPreprocessorConfig } from "../../src/model/preprocessor-config.js";
import { SourceError } from "../../src/model/zoo/source-error.js";
import { undownloadable } from "../../src/model/zoo/undownloadable.js";
import { translator } from "../../src/report/texts/translate.js";
import { readable } from "../../src/web/picture-size.js";
import { errorsFr } from "../../studio/src/texts/errors.fr.js";
import { tinyNetwork } from "../cli/tiny.js";
import { invented, unsaid } from "./core-words.js";

const french = translator(errorsFr);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function graphWith(dims: readonly number[], domain = "") {
  const g = new Builder(18);
  const x = g.input("x", "float32", [...dims]);
  return g.graph([g.op("Relu", [x], {}, { domain, outputs: ["y"] })], "net");
}

/** What people do wrong, by what the core does of it. */
const wrong: Readonly<Record<string, readonly [() => unknown, string]>> = {
  "an empty network": [() => read(new Uint8Array(), "n.onnx"), "n.onnx est vide"],
  "a picture as a network": [
    () => read(Uint8Array.of(137, 80, 78, 71), "n.onnx"),
    "n.onnx ne peut pas être lu comme un modèle ONNX : c’est une image PNG",
  ],
  "a pointer as a network": [
    () => read(bytes("version https://git-lfs.github.com/spec/v1"), "n.onnx"),
    "n.onnx ne peut pas être lu comme un modèle ONNX : c’est un pointeur Git LFS, et non le fichier qu’il désigne ; allez le chercher avec `git lfs pull`",
  ],
  "half a network": [
    () => read(tinyNetwork().slice(0, 900), "n.onnx"),
    "n.onnx ne peut pas être lu comme un modèle ONNX : c’est un fichier ONNX tronqué ou abîmé",
  ],
  "a network of another operator": [
    () =>
      read(
        write(graphWith([1, 3, 8, 8])).map((byte, i, all) => (isRelu(all, i) ? 88 : byte)),
        "n.onnx",
      ),
    "n.onnx : opérateur Xelu (nœud « y ») : ONNX n’a pas d’opérateur de ce nom",
  ],
  "a network of others' operators": [
    () => checkSupported(graphWith([1, 3, 8, 8], "com.microsoft")),
    "l’opérateur com.microsoft.Relu (nœud « y ») n’est pas pris en charge : com.microsoft est propre à ONNX Runtime ; prenez le modèle d’avant son optimisation ou sa quantification pour celui-ci",
  ],
  "a network for gray pictures": [
    () => pictureInput(graphWith([1, 1, 8, 8]), null),
    'l’entrée "x" float32 [1, 1, 8, 8] du réseau n’a qu’un canal ; Regard explique les réseaux qui prennent des images en couleurs (3 canaux)',
  ],
  "a network for numbers": [
    () => pictureInput(graphWith([1, 8]), null),
    'l’entrée "x" float32 [1, 8] du réseau n’est pas un lot d’images, [N, 3, H, W] ou [N, H, W, 3]',
  ],
  "labels that are none": [
    () => readLabels("<html>", "labels.txt"),
    "labels.txt ne contient pas de noms de classes : il faut id2label, une liste ou un objet JSON de noms, ou un nom par ligne",
  ],
  "too few labels": [
    () => labelsFor(new Map([[0, "cat"]]), 3, "labels.txt"),
    "labels.txt nomme 1 des 3 classes du réseau (pas la classe 1) ; nommez-les toutes, ou aucune",
  ],
  "labels without a background": [
    () => labelsFor(new Map([[1, "cat"]]), 2, "labels.txt"),
    "labels.txt nomme 1 des 2 classes du réseau (pas la classe 0) ; nommez-les toutes, ou aucune ; certains réseaux ont une classe de fond à l’indice 0",
  ],
  "a preprocessing that is none": [
    () => readPreprocessorConfig({ do_resize: "yes" }, "preprocessor_config.json"),
    'preprocessor_config.json : do_resize vaut "yes", et non vrai ou faux',
  ],
  "a preprocessing without a size": [
    () => readPreprocessorConfig({ do_resize: true }, "preprocessor_config.json"),
    "preprocessor_config.json : size manque ; il faut le donner, puisque do_resize est vrai",
  ],
  "a document as a picture": [
    () => formatOf(bytes("%PDF-1.7"), "p.png", readable),
    "p.png n’est pas une image lisible : c’est un document PDF ; convertissez-la en JPEG, PNG, WebP, GIF ou AVIF",
  ],
  "a picture that browsers do not read": [
    () => formatOf(Uint8Array.of(0x49, 0x49, 0x2a, 0), "p.tif", readable),
    "p.tif n’est pas une image lisible : c’est une image TIFF ; convertissez-la en JPEG, PNG, WebP, GIF ou AVIF",
  ],
  "something as a picture": [
    () => formatOf(Uint8Array.of(1, 2, 3), "p.png", readable),
    "p.png n’est pas une image lisible ; convertissez-la en JPEG, PNG, WebP, GIF ou AVIF",
  ],
  "a host that is not there": [
    () => {
      const hosts = ["https://a.test/n.onnx?key=1", "https://b.test/n.onnx"];
      const failures = hosts.map((url) => ({ url, error: new SourceError("answers 404") }));
      throw undownloadable({ name: "net", urls: hosts, sha256: "", bytes: null }, failures);
    },
    "net ne peut pas être téléchargé : a.test répond 404 ; b.test répond 404 ; vérifiez la connexion et réessayez, ou téléchargez https://a.test/n.onnx par un autre moyen et ouvrez ce fichier",
  ],
};

/** Where the name of the operator begins in a file. */
const isRelu = (all: Uint8Array, at: number): boolean =>
  new TextDecoder().decode(all.subarray(at, at + 4)) === "Relu";

function saidOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing went wrong");
}

describe("what went wrong, in French", () => {
  it.each(Object.entries(wrong))("%s", (_, [work, sentence]) => {
    expect(french(saidOf(work))).toBe(sentence);
  });

  it("is nothing where the sentence is another one", () => {
    expect(french("Something else happened: nobody knows what; ask again")).toBe(null);
  });

  it("is of what the core says, word by word", () => {
    expect(unsaid(errorsFr)).toEqual([]);
  });

  it("says nothing that the core has not said", () => {
    expect(invented(errorsFr)).toEqual([]);
  });
});
