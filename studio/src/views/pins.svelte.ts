import type { Frame } from "./dream.svelte.js";

/** A dream that is kept beside others as long as the page is open. */
export interface Pin {
  readonly id: number;
  /** The address of the view that showed it. */
  readonly address: string;
  readonly frame: Frame;
  readonly goal: string;
  readonly network: string;
  readonly settings: string;
}

export class Pins {
  all: readonly Pin[] = $state.raw([]);
  #last = 0;

  add(pin: Omit<Pin, "id">): void {
    this.all = [...this.all, { ...pin, id: ++this.#last }];
  }

  remove({ id }: Pin): void {
    this.all = this.all.filter((each) => each.id !== id);
  }
}
