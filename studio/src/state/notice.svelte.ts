import { untrack } from "svelte";

/** Something that people are told. */
interface Said {
  /** In the language that the page speaks by the time that it is read. */
  readonly sentence: () => string;
  /** The wishes that it is about. */
  readonly about: readonly unknown[];
  readonly isError: boolean;
}

/**
 * What went wrong, or was done; the page goes on. It stays until somebody closes it, changes the view, or tries again what it
 * is about: nothing vanishes by a clock, for people read at their own pace.
 */
class Notice {
  #said: readonly Said[] = $state.raw([]);
  /** Actions on their way of which all that is said stays together. */
  #gathering = 0;
  readonly error: string = $derived(this.#joined(true));
  readonly news: string = $derived(this.#joined(false));

  /** Something went wrong. */
  say(sentence: () => string, about: readonly unknown[] = []): void {
    this.#add({ sentence, about, isError: true });
  }

  /** Something was done. */
  tell(sentence: () => string, about: readonly unknown[] = []): void {
    this.#add({ sentence, about, isError: false });
  }

  dismiss(): void {
    this.#said = [];
  }

  /** The page shows something else now. */
  pass(): void {
    if (this.#gathering === 0) this.dismiss();
  }

  /** A wish is tried again: what was said of it no longer applies. */
  withdraw(wish: unknown): void {
    this.#said = untrack(() => this.#said).filter(({ about }) => !about.includes(wish));
  }

  /** Does something of which one part may fail and another change the view: what is said of either stays. */
  async gather(work: () => Promise<void>): Promise<void> {
    this.dismiss();
    this.#gathering++;
    try {
      await work();
    } finally {
      this.#gathering--;
    }
  }

  #add(said: Said): void {
    const before = this.#gathering > 0 ? untrack(() => this.#said) : [];
    const isKnown = before.some(({ sentence }) => sentence() === said.sentence());
    if (!isKnown) this.#said = [...before, said];
  }

  #joined(isError: boolean): string {
    const some = this.#said.filter((said) => said.isError === isError);
    return some.map(({ sentence }) => sentence()).join(" ");
  }
}

export const notice = new Notice();
