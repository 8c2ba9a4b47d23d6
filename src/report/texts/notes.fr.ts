import { type Sentences, translator } from "./translate.js";
import { typesetFrench } from "./typeset.fr.js";

/** What is assumed of a network, or had to be got around, in French. */
export const notesFr: Sentences = {
  "No preprocessing is given, so ImageNet's usual one is assumed: {geometry!}, bilinear, RGB in [0, 1], mean {mean}, std {std}. Where the network was trained otherwise its answers are wrong; give its preprocessor_config.json.":
    "Aucun prétraitement n’est donné ; celui d’ImageNet est supposé : {geometry!}, bilinéaire, RVB dans [0, 1], moyenne {mean}, écart type {std}. Si le réseau a été entraîné autrement, ses réponses sont fausses ; donnez son preprocessor_config.json.",
  "shorter edge to {edge}, middle {size}": "petit côté à {edge}, milieu de {size}",
  "resized to {size}": "redimensionné à {size}",
  "{origin} fixes the shorter edge only: the middle {size} of each picture is taken.":
    "{origin} ne fixe que le petit côté : le milieu de chaque image, de {size}, est pris.",
  "{origin} leaves pictures as large as they are: they are resized to the network's {size}.":
    "{origin} laisse aux images leur taille : elles sont redimensionnées à celle du réseau, {size}.",
  "{where} names no resample filter: bilinear was assumed.":
    "{where} ne nomme pas de filtre de rééchantillonnage : bilinéaire est supposé.",
  'No class names are known: classes are named "class 0" and so on.':
    "Les noms des classes ne sont pas connus : elles s’appellent « class 0 », etc.",
  "{where} names {size} classes, the network has {classes}: the rest is ignored.":
    "{where} nomme {size} classes, le réseau en a {classes} : le reste est ignoré.",
  "{where} names {size} classes, the network has {classes}: the rest is ignored; if its first name is a background class, every name is off by one: remove it.":
    "{where} nomme {size} classes, le réseau en a {classes} : le reste est ignoré ; si le premier nom est celui d’une classe de fond, tous sont décalés d’un rang : ôtez-le.",
  'Several outputs could be the scores of the classes ({list}): "{name}" is taken.':
    "Plusieurs sorties pourraient être les scores des classes ({list}) : « {name} » est prise.",
  "This network is quantized (QuantizeLinear in {places!}): its gradient passes the rounding straight through, and is 0 where a value was clipped.":
    "Ce réseau est quantifié (QuantizeLinear à {places!}) : son gradient passe tout droit à travers l’arrondi, et il est nul où une valeur a été écrêtée.",
  "one place": "un endroit",
  "{length} places": "{length} endroits",
  'the score of "{label}" is held at 0 by the network\'s final ReLU, so its gradient was exactly zero; the score before that ReLU was differentiated instead':
    "le score de « {label} » est tenu à 0 par la ReLU finale du réseau, son gradient était donc exactement nul ; c’est le score d’avant cette ReLU qui a été dérivé",
  "the network calls the unclipped picture the target, but not the 8-bit picture that can be saved":
    "le réseau voit la cible dans l’image non écrêtée, mais non dans l’image sur 8 bits qui peut être enregistrée",
  // Where there are several networks it is said which one is meant.
  "{network}: {note!}": "{network} : {note!}",
};

const translate = translator(notesFr);

/** A note of the library (`notes` of a model or a result) in French; `null` for a sentence that is none of its notes. */
export function frenchNote(note: string): string | null {
  const french = translate(note);
  return french === null ? null : typesetFrench(french);
}
