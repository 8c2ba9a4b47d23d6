import type { NetworkSource, PictureSource } from "../worker/sources.js";

/** A picture or a network that can be chosen, by a name for the address. */
export interface Listed<Source> {
  readonly name: string;
  /** What people call it where no language has a word for it. */
  readonly title: string;
  readonly source: Source;
  /** The address of a small picture of it. */
  readonly thumbnail?: string;
}

/** What comes with the page and what was brought to it. */
export class Catalog<Source extends PictureSource | NetworkSource> {
  all: readonly Listed<Source>[] = $state.raw([]);
  readonly #first: Listed<Source>;

  /** Throws `RangeError` where nothing is there to begin with. */
  constructor(builtIn: readonly Listed<Source>[]) {
    const [first] = builtIn;
    if (!first) throw new RangeError("a catalog begins with something");
    this.#first = first;
    this.all = builtIn;
  }

  has(name: string): boolean {
    return this.all.some((each) => each.name === name);
  }

  /** What has that name, or else the first of all. */
  get(name: string): Listed<Source> {
    return this.all.find((each) => each.name === name) ?? this.#first;
  }

  add(listed: Listed<Source>): void {
    this.all = [...this.all.filter(({ name }) => name !== listed.name), listed];
  }

  /** The name of the one that stands `by` places further, around the end. */
  beside(name: string, by: number): string {
    const at = this.all.findIndex((each) => each.name === name);
    return this.all.at((at + by) % this.all.length)?.name ?? name;
  }
}
