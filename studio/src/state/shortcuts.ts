import { top } from "regard";
import type { Studio } from "./studio.svelte.js";
import { activities } from "./view.js";

/** The keys of the page, as the help names them. */
export const keys = {
  help: ["?"],
  activities: ["L", "F", "D", "C"],
  classes: ["1", "…", "5"],
  pictures: ["[", "]"],
  opacity: ["−", "+"],
  open: ["O"],
  paste: ["Ctrl", "V"],
  undo: ["Ctrl", "Z"],
  redo: ["Ctrl", "⇧", "Z"],
  cancel: ["Esc"],
} as const;

/** What keys do beside changing the view. */
export interface Doing {
  help(): void;
  open(): void;
}

/** Does what a key says; gives whether it says anything. */
export function press(event: KeyboardEvent, studio: Studio, doing: Doing): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const { history, view, running } = studio;
  if (altKey || isTyping(event.target)) return false;
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase();
    if (letter === "z" && !shiftKey) history.undo();
    else if (letter === "y" || letter === "z") history.redo();
    else return false;
    return true;
  }
  const activity = activities.find((each) => each[0] === key.toLowerCase());
  const move = ({ "[": -1, "]": 1 } as const)[key];
  const cover = ({ "-": -0.1, "+": 0.1, "=": 0.1 } as const)[key];
  if (key === "?") doing.help();
  else if (key.toLowerCase() === "o") doing.open();
  else if (key === "Escape" && running.size > 0) studio.cancel();
  else if (/^[1-5]$/.test(key)) chooseRanked(studio, Number(key) - 1);
  else if (move) history.change({ picture: studio.pictures.beside(view.picture, move), target: null });
  else if (cover) history.change({ opacity: Math.min(1, Math.max(0, view.opacity + cover)) }, { drag: true });
  else if (activity) history.change({ activity });
  else return false;
  return true;
}

function chooseRanked({ sight, isSeen, history }: Studio, rank: number): void {
  const ranked = isSeen && sight.answer ? top(sight.answer.probabilities, rank + 1)[rank] : undefined;
  if (ranked) history.change({ target: ranked.index });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input:not([type=range]), select, textarea");
