import type { compareEn } from "./compare.en.js";

/** The words of Compare in French. */
export const compareFr: typeof compareEn = {
  question: ["Qu’est-ce qui sépare", "et", "sur le chemin de", " ?"],
  against: "Réseau à comparer",
  stop: "Arrêter",
  again: "Comparer de nouveau",
  save: "Comparaison (PNG)",
  says: "Ce qu’il dit",
  looks: (label) => `Où il cherche « ${label} »`,
  fooled: (label) => `Trompé : « ${label} »`,
  change: (factor) => `Le changement × ${factor}`,
  dreams: (label) => `Ce qu’est pour lui « ${label} »`,
  unknown: "Il ne connaît pas cette classe.",
  waiting: "En attente de son tour",
  steps: (n, l2, linf) => `${n} pas · L2\u00a0${l2} · L∞\u00a0${linf}`,
  resists: "pas trompé en autant de pas",
  dreamed: (step, of, percent) => `Pas ${step} sur ${of}, ${percent}`,
  running: "On trompe les deux, puis on les laisse rêver…",
  stopped: "Arrêté ; ce qui est là reste.",
  waits: "On demande aux deux ce qu’ils voient…",
  ratio: (first, second, times) =>
    `Pour être trompé, ${second} demande un changement ${times} fois aussi grand que ${first}.`,
  onlyOne: (fooled, other) => `${fooled} est trompé ; ${other} ne l’est pas, en autant de pas.`,
  unable: "L’un des deux ne connaît pas la classe à devenir : il n’y a rien à comparer.",
  neither: "Aucun des deux n’a été trompé en autant de pas.",
  settings: "Comment on les interroge",
  scale: "Une échelle pour les deux cartes",
  seed: "Graine du bruit",
};
