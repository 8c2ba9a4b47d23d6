import { name, number, text, told } from "./fields.js";

/** What it takes to fool a network, and to compare it with another. */
export const foolFields = {
  /** The class that the picture shall become, as `class-name.ts` names it. */
  aim: name,
  attack: text("ascent"),
  attackSettings: told,
  /** By how much a change is exaggerated to be seen. */
  magnify: number(10, 1, 50),
  /** The network that the view's own is compared with. */
  against: text("bestiary-robust"),
} as const;
