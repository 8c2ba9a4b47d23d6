/** The words of the view where two networks are compared. */
export const compareEn = {
  question: ["What sets", "and", "apart on the way to", "?"],
  against: "Network to compare with",
  stop: "Stop",
  again: "Compare again",
  says: "What it says",
  looks: (label: string) => `Where it looks for “${label}”`,
  fooled: (label: string) => `Fooled into “${label}”`,
  change: (factor: string) => `The change × ${factor}`,
  dreams: (label: string) => `What it thinks is “${label}”`,
  unknown: "It does not know this class.",
  waiting: "Waiting for its turn",
  steps: (n: number, l2: string, linf: string) =>
    n === 1 ? `1 step · L2\u00a0${l2} · L∞\u00a0${linf}` : `${n} steps · L2\u00a0${l2} · L∞\u00a0${linf}`,
  resists: "not fooled in as many steps",
  dreamed: (step: number, of: number, percent: string) => `Step ${step} of ${of}, ${percent}`,
  running: "Fooling both, then letting them dream …",
  stopped: "Stopped; what there is stays.",
  waits: "Asking both what they see …",
  ratio: (first: string, second: string, times: string) =>
    `To be fooled, ${second} needs a change ${times} times as large as ${first}.`,
  onlyOne: (fooled: string, other: string) => `${fooled} is fooled; ${other} is not, in as many steps.`,
  unable: "One of them does not know the class to become, so there is nothing to compare.",
  neither: "Neither was fooled in as many steps.",
  settings: "How they are asked",
  scale: "One scale for both maps",
  seed: "Seed of the noise",
};
