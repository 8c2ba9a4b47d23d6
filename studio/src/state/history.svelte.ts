import { readView, type View, writeView } from "./view.js";

/** How many views undo goes back. */
const longest = 200;

/**
 * The view of the page, the views before it and the views that were undone. The address follows, and the browser's Back
 * leads from one activity to the one before.
 */
export class History {
  view: View = $state.raw(readView(location.hash));
  #past: View[] = $state.raw([]);
  #future: View[] = $state.raw([]);
  /** What was changed last, as long as further changes of it count as one. */
  #dragged: string | null = null;

  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    // What an address names wrongly does not stay in it.
    if (location.hash !== "") this.#show(this.view);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Changes the view. Changes of the same fields with `drag`, such as a slider's, are undone together. */
  change(patch: Partial<View>, { drag = false } = {}): void {
    const next = { ...this.view, ...patch };
    if (writeView(next) === writeView(this.view)) return;
    const what = drag ? Object.keys(patch).join() : null;
    if (what === null || what !== this.#dragged) this.#past = [...this.#past.slice(-longest), this.view];
    this.#dragged = what;
    this.#future = [];
    this.#show(next);
  }

  /** A slider was let go. */
  drop(): void {
    this.#dragged = null;
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.view];
    this.#show(last);
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (!next) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.view];
    this.#show(next);
  }

  /** Follows an address that somebody typed, or a link; gives whether it is another one. */
  follow(): boolean {
    if (location.hash === writeView(this.view)) return false;
    this.change(readView(location.hash));
    // It may name the same view in other words.
    this.#show(this.view);
    return true;
  }

  #show(view: View): void {
    this.view = view;
    this.#onChange();
    const isSame = readView(location.hash).activity === view.activity;
    history[isSame ? "replaceState" : "pushState"](null, "", writeView(view));
  }
}
