import type { Sentences } from "regard";
import { fileErrorsFr } from "./file-errors.fr.js";
import { hostErrorsFr } from "./host-errors.fr.js";
import { networkErrorsFr } from "./network-errors.fr.js";
import { pictureErrorsFr } from "./picture-errors.fr.js";

/** What the core says went wrong, in French; the first that fits is taken. */
export const errorsFr: Sentences = {
  ...pictureErrorsFr,
  ...fileErrorsFr,
  ...networkErrorsFr,
  ...hostErrorsFr,
  // Whatever happened, the core names the file and the node in front of it.
  'operator {name} (node "{node}"): {sentence!}': "opérateur {name} (nœud « {node} ») : {sentence!}",
  "the inputs: {sentence!}": "les entrées : {sentence!}",
  "{file}: {sentence!}": "{file} : {sentence!}",
};
