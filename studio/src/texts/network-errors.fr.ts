import type { Sentences } from "regard";

/** Why a network that could be read cannot be explained, in French. */
export const networkErrorsFr: Sentences = {
  "the network has {count} inputs ({list}); Regard explains networks with one, a picture":
    "le réseau a {count} entrées ({list}) ; Regard explique les réseaux qui n’en ont qu’une, une image",
  "the network's input {input} is not of floats, so there is no gradient with respect to it":
    "l’entrée {input} du réseau n’est pas en flottants, et n’a donc pas de gradient",
  "the network's input {input} is not a batch of pictures, [N, 3, H, W] or [N, H, W, 3]":
    "l’entrée {input} du réseau n’est pas un lot d’images, [N, 3, H, W] ou [N, H, W, 3]",
  "the network's input {input} has {channels!}; Regard explains networks that take color pictures (3 channels)":
    "l’entrée {input} du réseau {channels!} ; Regard explique les réseaux qui prennent des images en couleurs (3 canaux)",
  "no axis of 3 channels": "n’a aucun axe de 3 canaux",
  "1 channel": "n’a qu’un canal",
  "{count} channels": "a {count} canaux",
  "the network's input {input} is {layout}, but the preprocessing's data_format is {format}":
    "l’entrée {input} du réseau est {layout}, mais le data_format du prétraitement est {format}",
  "no output of the network scores classes: expected floats [N, C], outputs: {list}":
    "aucune sortie du réseau ne donne de score aux classes : il faut des flottants [N, C], et il y a {list}",
  "{origin} makes pictures of {size} (height × width), the network takes {own}; correct size or crop_size":
    "{origin} fait des images de {size} (hauteur × largeur), le réseau en prend de {own} ; corrigez size ou crop_size",
  'operator {name} (node "{node}") is not supported: {reason!}':
    "l’opérateur {name} (nœud « {node} ») n’est pas pris en charge : {reason!}",
  "{domain} belongs to ONNX Runtime; take the model as it was before it was optimized or quantized for that":
    "{domain} est propre à ONNX Runtime ; prenez le modèle d’avant son optimisation ou sa quantification pour celui-ci",
  "only operators of ai.onnx are, not those of {domain}; where it is a function of the model, write it out with onnx.inliner.inline_local_functions, or else export the model without custom operators":
    "seuls ceux d’ai.onnx le sont, non ceux de {domain} ; si c’est une fonction du modèle, développez-la avec onnx.inliner.inline_local_functions, sinon exportez le modèle sans opérateurs à soi",
  "a file could repeat its body without end; export the model with the loop unrolled, for one fixed length":
    "un fichier pourrait répéter son corps sans fin ; exportez le modèle avec la boucle déroulée, pour une longueur fixe",
  "it is in training mode, and not in the standard's way; export the model for inference":
    "il est en mode d’apprentissage, et autrement que dans la norme ; exportez le modèle pour l’inférence",
  "ONNX has no such operator": "ONNX n’a pas d’opérateur de ce nom",
  "opset {opset}, in which the model is written, does not have it; it came with {since}":
    "l’opset {opset}, dans lequel le modèle est écrit, ne l’a pas ; il est venu avec {since}",
  "the model is written in opset {opset}, {age!} than what is understood ({range}); export it again with an opset of {others}, or convert it with onnx.version_converter":
    "le modèle est écrit en opset {opset}, {age!} que ce qui est compris ({range}) ; exportez-le de nouveau avec un opset de {others}, ou convertissez-le avec onnx.version_converter",
  older: "plus ancien",
  newer: "plus récent",
  "with {shapes} the network would hold {size} at once, more than {most}; use smaller pictures or batches if the network takes them, or else do not trust the file":
    "avec {shapes}, le réseau tiendrait {size} à la fois, plus de {most} ; prenez des images plus petites si le réseau en accepte, sinon méfiez-vous du fichier",
  'node "{node}": operator {name} ({set}) has no gradient rule; {hint}':
    "nœud « {node} » : l’opérateur {name} ({set}) n’a pas de règle de gradient, et le réseau ne peut donc pas être expliqué",
  'node "{node}": {name} computes with integers, and there is no gradient through them; use the float model, {otherwise}':
    "nœud « {node} » : {name} calcule avec des entiers, et rien n’a de gradient à travers eux ; prenez le modèle en flottants",
  'node "{node}": the gradient of {name} with {what} is not supported; {hint}':
    "nœud « {node} » : le gradient de {name} n’est pas pris en charge ici ({what})",
  '{name}: the score of "{label}" does not depend on this picture (its gradient is exactly zero); choose another class or start from another picture':
    "{name} : le score de « {label} » ne dépend pas de cette image (son gradient est exactement nul) ; choisissez une autre classe ou une autre image",
  '{name}: channel {channel} of "{layer}" does not answer to this picture (its gradient is exactly zero); choose another seed, start from a picture, or take the layer before its ReLU':
    "{name} : le canal {channel} de « {layer} » ne répond pas à cette image (son gradient est exactement nul) ; changez de graine, partez d’une image, ou prenez la couche d’avant sa ReLU",
  "{name}: some scores are not numbers (NaN); its weights or its preprocessing are off, or float16 overflows":
    "{name} : certains scores ne sont pas des nombres (NaN) ; ses poids ou son prétraitement sont faux, ou float16 déborde",
  'the layer "{layer}" is {shape}, not [N, channels, height, width]; choose one with height and width':
    "la couche « {layer} » est {shape}, et non [N, canaux, hauteur, largeur] ; choisissez-en une qui ait hauteur et largeur",
};
