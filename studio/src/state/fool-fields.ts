import { name, number, text, told } from "./fields.js";

/** What it takes to fool a network. */
export const foolFields = {
  /** The class that the picture shall become, as `class-name.ts` names it. */
  aim: name,
  attack: text("ascent"),
  attackSettings: told,
  /** By how much a change is exaggerated to be seen. */
  magnify: number(10, 1, 50),
} as const;
