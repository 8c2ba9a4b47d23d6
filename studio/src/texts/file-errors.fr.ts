import type { Sentences } from "regard";

/** Why the file of a network, or one that lies beside it, cannot be read, in French. */
export const fileErrorsFr: Sentences = {
  "{file} cannot be read as an ONNX model: {reason!}":
    "{file} ne peut pas être lu comme un modèle ONNX : {reason!}",
  "{file} is empty": "{file} est vide",
  "it is an ONNX file that is truncated or damaged": "c’est un fichier ONNX tronqué ou abîmé",
  "its content is something else": "son contenu est autre chose",
  "it is {what!}": "c’est {what!}",
  "a Git LFS pointer, not the file it stands for; fetch that with `git lfs pull`":
    "un pointeur Git LFS, et non le fichier qu’il désigne ; allez le chercher avec `git lfs pull`",
  "a web page, probably from a download that failed": "une page web, sans doute d’un téléchargement manqué",
  "a {format} picture": "une image {format}",
  "a zip archive (PyTorch's .pt files are such, too); export the model to ONNX first":
    "une archive zip (les fichiers .pt de PyTorch en sont aussi) ; exportez d’abord le modèle en ONNX",
  "gzip-compressed; unpack it first": "un fichier compressé par gzip ; décompressez-le d’abord",
  "an HDF5 file (Keras); convert the model to ONNX first":
    "un fichier HDF5 (Keras) ; convertissez d’abord le modèle en ONNX",
  "a TensorFlow Lite model; convert it to ONNX first":
    "un modèle TensorFlow Lite ; convertissez-le d’abord en ONNX",
  "a model in ONNX Runtime's own .ort format; use the .onnx file that it was made from":
    "un modèle au format .ort, propre à ONNX Runtime ; prenez le fichier .onnx dont il est fait",
  "a Python pickle; export the model to ONNX first":
    "un pickle de Python ; exportez d’abord le modèle en ONNX",
  "a NumPy array": "un tableau NumPy",
  "a PDF document": "un document PDF",
  "JSON text": "du JSON",
  text: "du texte",
  "the file is larger than 2 GiB; export it with its weights in a file beside it":
    "le fichier dépasse 2 Gio ; exportez-le avec ses poids dans un fichier à côté",
  "the file has more parts than any network; it is damaged or hostile":
    "le fichier a plus de parties qu’aucun réseau ; il est abîmé ou malveillant",
  "the file is damaged at byte {at}": "le fichier est abîmé à l’octet {at}",
  "the file has no graph": "le fichier n’a pas de graphe",
  'the weights "{file}", which the model names, are not among the files; choose them together':
    "les poids « {file} », que le modèle nomme, ne sont pas parmi les fichiers ; choisissez-les ensemble",
  'the weights "{name}" ({type}) are NaN at element {at}; the file is damaged, or the training diverged':
    "les poids « {name} » ({type}) ne sont pas des nombres à l’élément {at} ; le fichier est abîmé, ou l’apprentissage a divergé",
  "the folder {folder} holds no {places}; open one of {files}":
    "le dossier {folder} contient plusieurs réseaux ; ouvrez-en un seul : {files}",
  "the file {path} cannot be read: it is larger than {size} MiB":
    "le fichier {path} ne peut pas être lu : il dépasse {size} Mio",
  "the file {path} cannot be read: {why}": "le fichier {path} ne peut pas être lu : {why}",
  "{path} is not JSON: {why}": "{path} n’est pas du JSON",
  "{path} does not hold a JSON object": "{path} ne contient pas d’objet JSON",
  "{where}: {name} is missing, not {expected!}": "{where} : {name} manque ; il faut {expected!}",
  "{where}: {name} is {value}, not {expected!}": "{where} : {name} vaut {value}, et non {expected!}",
  "given, though {step} is true": "le donner, puisque {step} est vrai",
  "true or false": "vrai ou faux",
  "a string": "un texte",
  "a number": "un nombre",
  "a number above 0": "un nombre au-dessus de 0",
  "numbers above 0": "des nombres au-dessus de 0",
  "three numbers, one for each channel": "trois nombres, un par canal",
  "{where}: {step} is not supported; preprocess such pictures beforehand":
    "{where} : {step} n’est pas pris en charge ; préparez de telles images d’avance",
  "{where} holds no class names: expected id2label, a JSON list or object of names, or one name on each line":
    "{where} ne contient pas de noms de classes : il faut id2label, une liste ou un objet JSON de noms, ou un nom par ligne",
  "{where} names {named} of the network's {classes} classes (none for class {missing}); give names for all of them, or none; some networks have a background class at index 0":
    "{where} nomme {named} des {classes} classes du réseau (pas la classe {missing}) ; nommez-les toutes, ou aucune ; certains réseaux ont une classe de fond à l’indice 0",
  "{where} names {named} of the network's {classes} classes (none for class {missing}); give names for all of them, or none":
    "{where} nomme {named} des {classes} classes du réseau (pas la classe {missing}) ; nommez-les toutes, ou aucune",
};
