import { html } from "../html.js";
import { frenchNote } from "./notes.fr.js";
import type { Texts } from "./texts.js";

const and = (items: readonly string[]): string =>
  new Intl.ListFormat("fr", { type: "conjunction" }).format(items);

const steps = (count: number): string => `${count} pas`;
const quote = (text: string): string => `« ${text} »`;

export const fr: Texts = {
  title: (models) => `Dans le regard de ${and(models)}`,
  subtitle: "Saillance, exemples adverses et visualisation de classes",
  lead:
    "Trois questions posées à un classifieur d’images, et un seul outil pour y répondre, la dérivée du score d’une " +
    "classe par rapport à l’image : que regarde le réseau, combien peu suffit à le tromper, et que se " +
    "représente-t-il sous le nom d’une classe ?",
  contents: "Sommaire",
  figure: (number) => `Figure ${number}`,
  table: (number) => `Tableau ${number}`,
  colon: " : ",
  tuple: (numbers) => `(${numbers.join(" ; ")})`,
  and,
  settings: {
    caption: "Ce qui a été examiné, et avec quels réglages.",
    network: "Réseau",
    classes: "Classes",
    input: "Entrée",
    inputValue: (width, height) => `${width} × ${height} pixels, trois canaux`,
    preparation: "Préparation",
    resizedTo: (width, height) => `redimensionnée à ${width} × ${height}`,
    shorterEdge: (pixels) => `petit côté ramené à ${pixels} pixels`,
    cropped: (width, height) => `centre de ${width} × ${height} découpé`,
    normalization: "Normalisation",
    unit: "Unité des pas",
    unitValue: (unit) => (unit === "1" ? "x" : `x / ${unit}, de la largeur d’une entrée standardisée`),
    channels: (order) => `canaux dans l’ordre ${order}`,
    origin: "Réglages lus dans",
    assumed: "supposés, rien n’était donné",
    runtime: "Moteur",
    seed: "Graine aléatoire",
    pictures: "Images",
  },
  saliency: {
    heading: "Saillance : où regarde-t-il ?",
    question:
      "Quels pixels, si on les changeait un peu, changeraient le plus le score d’une classe ? La dérivée du score par " +
      "rapport à l’image y répond pour tous les pixels à la fois, en une seule passe arrière.",
    symbols: html`Ici, <var>S<sub>y</sub></var> est le score de la classe <var>y</var> avant Softmax et <var>x</var> l’entrée
      normalisée du réseau, avec ses canaux <var>c</var>.`,
    methods: {
      gradient: html`Parmi les canaux, on garde la plus grande valeur absolue. Les pixels clairs sont ceux auxquels le score
        est sensible.`,
      "gradient-times-input": html`Chaque pente est pondérée par ce qui se trouve là. Au premier ordre, les pixels rouges
        élèvent le score et les bleus l’abaissent, par rapport à une entrée nulle.`,
      "integrated-gradients": html`On moyenne les pentes le long du segment qui mène d’une référence <var>x</var>′ à l’image,
        si bien que la somme de la carte est la différence des deux scores. Les pixels rouges élèvent le score, les bleus
        l’abaissent.`,
      "smooth-grad": html`On moyenne les pentes sur des copies de l’image additionnées d’un bruit <var>n</var>, ce qui efface
        une bonne part du grain d’un gradient isolé ; parmi les canaux, on garde la plus grande valeur absolue.`,
      "guided-backprop": html`∂⁺ signifie que chaque ReLU ne laisse remonter que ce qui élève le score. De telles cartes sont
        nettes et infidèles : elles ne changent guère quand les couches supérieures du réseau sont tirées au hasard, et
        montrent donc les contours de l’image plus que des raisons.`,
      "grad-cam": html`Les <var>A<sub>k</sub></var> sont les canaux d’une couche, <var>p</var> ses positions : chaque canal
        compte autant que le dit sa pente moyenne. La carte est aussi grossière que cette couche, et agrandie à la taille
        de l’image.`,
    },
    limits:
      "Une carte dit où le score dépend de l’image, non pourquoi, et elle ne vaut que ce que vaut son gradient : elle est " +
      "bruitée par nature.",
    caption: (model, method) =>
      `Cartes de saillance de ${model}, méthode ${quote(method)}. En haut : l’image telle que le réseau la reçoit. En ` +
      "bas : la carte de sa classe la plus probable, sauf si une autre est nommée.",
    scale: `Palette ${quote("hot")}, chaque carte allant de son minimum (noir) à son maximum (blanc).`,
    signedScale:
      `Palette ${quote("seismic")} : le blanc est zéro, le rouge est au-dessus et le bleu au-dessous ; le centième des ` +
      "plus grandes valeurs absolues prend les couleurs extrêmes.",
    mapOf: ({ label, percent }) => `carte de ${quote(label)} (${percent})`,
    pictureAlt: (picture) => `L’image ${picture} telle que le réseau la reçoit`,
    mapAlt: (picture, label) => `Carte de saillance de ${picture} pour la classe ${label}`,
    localization: ({ hits, of, chance, overlap }) =>
      `Le maximum de la carte lissée se trouve sur l’objet ${hits} fois sur ${of} (au hasard : ${chance}) ; les plus grandes ` +
      `valeurs de la carte, aussi nombreuses que les pixels de l’objet, le recouvrent avec un IoU moyen de ${overlap}.`,
    noPictures: "Aucune image n’a été donnée : cette partie et la suivante sont omises.",
  },
  attack: {
    heading: "Tromperie : combien en faut-il ?",
    question:
      "Peut-on changer une image si peu que personne ne le remarque, et pourtant assez pour que le réseau la nomme " +
      "autrement ?",
    method: "L’image suit le gradient du score de l’autre classe, par pas de longueur fixe :",
    limits: (
      rate,
      count,
    ) => html`Les pas, de longueur <var>η</var> = ${rate}, cessent quand le réseau répond <var>t</var>, et
      après ${count} au plus. L’image reste dans l’intervalle permis aux pixels, et le succès est jugé strictement :
      l’image est enregistrée en PNG à 8 bits, relue depuis le fichier et soumise au prétraitement complet ; seule
      compte la réponse du réseau à ce moment-là.`,
    letter: html`Comme dans l’énoncé, rien ne retient les pixels dans leur intervalle en chemin. Le succès reste
      néanmoins jugé sur l’image à 8 bits enregistrée, relue depuis son fichier.`,
    ballMethod:
      "L’image suit le gradient de la log-probabilité de l’autre classe, par pas de longueur fixe, sans jamais quitter une " +
      "petite boule autour de l’originale :",
    ballLimits: (
      norm,
      radius,
      rate,
      count,
    ) => html`Π ramène l’image à ‖<var>x</var> − <var>x</var>₀‖<sub>${norm}</sub> ≤
      ${radius} et dans l’intervalle permis aux pixels ; les pas, de longueur <var>η</var> = ${rate} dans cette norme, sont
      au nombre de ${count} au plus. Le succès est jugé strictement : l’image est enregistrée en PNG à 8 bits sans sortir
      de la boule, relue depuis le fichier et soumise au prétraitement complet ; seule compte la réponse du réseau à ce
      moment-là.`,
    display: html`Les différences sont dessinées comme 0,5 + <var>m</var> · (trompeuse − originale) : le gris signifie
      « inchangé ». Ce qui sort de l’intervalle est écrêté, jamais replié, et les légendes disent en quelle proportion.`,
    original: "Originale",
    fooled: "Trompeuse",
    difference: "Différence",
    differenceTimes: (times) => `Différence × ${times}`,
    fooledCaption: (picture, model, was, now, count) =>
      `${picture} : pour ${model}, c’était ${quote(was.label)} (${was.percent}) ; après ${steps(count)}, c’est ` +
      `${quote(now.label)} (${now.percent}).`,
    failedCaption: (picture, model, was, target, count) =>
      `${picture} : pour ${model}, c’est ${quote(was.label)} (${was.percent}) ; après ${steps(count)}, l’image ` +
      `enregistrée n’est toujours pas ${quote(target.label)} (${target.percent}).`,
    settings: (method, rate, count) => `Méthode ${quote(method)}, taux ${rate}, au plus ${steps(count)}.`,
    ball: (norm, radius) => `La modification reste dans une boule de rayon ${radius} en norme L${norm}.`,
    drawn: "Les différences sont dessinées comme 0,5 + m · (trompeuse − originale), écrêtées.",
    clamped: (shares) =>
      `Valeurs écrêtées : ${shares.map(({ times, percent }) => `${percent} (m = ${times})`).join(", ")}.`,
    tableCaption:
      "Les attaques en chiffres, mesurées entre l’originale et l’image enregistrée, pour des pixels dans [0 ; 1].",
    columns: {
      network: "Réseau",
      picture: "Image",
      target: "Cible",
      steps: "Pas",
      before: "P avant",
      after: "P après",
      result: "Résultat",
    },
    success: "trompé",
    failure: "non trompé",
    levels: (count) => `${count}/255`,
  },
  visualization: {
    heading: "Visualisation de classes : qu’imagine-t-il ?",
    question:
      "Au lieu de demander ce qui, dans une image donnée, parle pour une classe, on peut chercher l’image qui parle le " +
      "plus pour elle.",
    method: "On gravit le score, à partir d’un bruit aléatoire ou d’une image :",
    meaning: html`La pénalité <var>λ</var>‖<var>x</var>‖² garde les valeurs petites. Un pas s’écrit`,
    regularization:
      "Livrée à elle-même, cette montée trouve des motifs de haute fréquence qui ne disent rien à personne. Trois " +
      "précautions gardent l’image lisse : à chaque pas, elle est décalée au hasard ; ses valeurs sont retenues dans " +
      "l’intervalle des vrais pixels ; et elle est légèrement floutée de temps en temps.",
    fromPicture:
      "À partir d’une image, la même montée montre quelles parties le réseau peut réinterpréter comme la classe voulue.",
    caption: (label, model, from) =>
      from === null
        ? `${quote(label)} tel que ${model} se le représente, à partir d’un bruit.`
        : `L’image ${from} tirée vers ${quote(label)} pour ${model}.`,
    recipe: (recipe, count, rate, l2, jitter) =>
      `Recette ${quote(recipe)} : ${steps(count)}, taux ${rate}, λ = ${l2}, décalages jusqu’à ${jitter} pixels.`,
    normalized: "Chaque gradient est divisé par sa norme.",
    outcome: (score, percent) => `À la fin : score ${score}, probabilité ${percent}.`,
    mean: (activation) => `À la fin : activation moyenne ${activation}.`,
    start: "Départ",
    result: "Résultat",
    step: (step) => `pas ${step}`,
    axes: { step: "pas", score: "score", probability: "probabilité" },
    options: { rate: "taux", steps: "pas", l2: "λ" },
    sweep: (recipe, seed) =>
      `Recette ${quote(recipe)} avec les réglages nommés aux bords, graine ${seed} ; sous chaque image, sa probabilité.`,
    curveAlt: (label) => `Score et probabilité de ${label} à chaque pas`,
    imageAlt: (label) => `Image à laquelle le réseau donne un score élevé pour ${label}`,
    stepAlt: (label, step) => `En chemin vers ${label}, pas ${step}`,
  },
  remarks: "Remarques",
  remark: (note) => frenchNote(note) ?? note,
  reproduce: {
    heading: "Pour refaire ce rapport",
    text: "La même commande avec la même graine donne les mêmes images :",
  },
  references: "Références",
  footer: (version) =>
    `Fait avec Regard ${version}. Ce fichier se suffit à lui-même : il ne contient aucun script et ne charge rien.`,
};
