import { argmax, type RegardError } from "regard";
import { SvelteSet } from "svelte/reactivity";
import { words } from "../texts/words.svelte.js";
import { Engine } from "../worker/engine.js";
import type { Entry, JobName, NetworkInfo, PublishedNetwork, Registries } from "../worker/protocol.js";
import type { NetworkSource, PictureSource } from "../worker/sources.js";
import { networksWithin, picturesWithin } from "./built-in.js";
import { Catalog } from "./catalog.svelte.js";
import { checkAddress } from "./check-address.js";
import { History } from "./history.svelte.js";
import { Latest } from "./latest.svelte.js";
import { notice } from "./notice.svelte.js";

const gpuSources = new WeakMap<NetworkSource, NetworkSource>();

/** A name that nothing else has; pages that came over http have no randomUUID. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/** The same network on the graphics card; one object for one network, so that nothing is asked twice. */
function onWebGpu(source: NetworkSource): NetworkSource {
  const other = gpuSources.get(source) ?? { ...source, runtime: "webgpu" };
  gpuSources.set(source, other);
  return other;
}

/** What the whole page knows: the view, what can be chosen, and what the network says of the picture. */
export class Studio {
  readonly history = new History(() => notice.pass());
  readonly pictures = new Catalog<PictureSource>(picturesWithin());
  readonly networks = new Catalog<NetworkSource>(networksWithin());
  /** The wishes that are being answered. */
  readonly running: Set<Latest<JobName>> = new SvelteSet();
  readonly #engine = new Engine(
    () => new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" }),
  );
  readonly #registries = this.latest("registries");
  readonly #published = this.latest("published");
  readonly #description = this.latest("describe");
  readonly #bringing = this.latest("describe");
  readonly sight = this.latest("see");

  #hasAsked = $state(false);

  readonly view = $derived(this.history.view);
  readonly picture: PictureSource = $derived(this.pictures.get(this.view.picture).source);
  readonly network: NetworkSource = $derived(this.networkNamed(this.view.network));
  /** The saliency methods of the core. */
  readonly methods: readonly Entry[] = $derived(this.#registries.answer?.methods ?? []);
  readonly attacks: readonly Entry[] = $derived(this.#registries.answer?.attacks ?? []);
  readonly recipes: Registries["recipes"] = $derived(this.#registries.answer?.recipes ?? []);
  /** Networks that can be downloaded by name, once they have been asked for. */
  readonly published: readonly PublishedNetwork[] = $derived(this.#published.answer ?? []);
  readonly isListing = $derived(this.#published.isBusy);
  /** The network of the view, as soon as it is known. */
  readonly info: NetworkInfo | null = $derived(
    this.#description.asked?.network === this.network ? this.#description.answer : null,
  );
  /** Whether `sight` is of the picture and the network of the view. */
  readonly isSeen = $derived(
    this.sight.asked?.network === this.network && this.sight.asked.picture === this.picture,
  );
  /** The class that the network finds most probable. */
  readonly best: number | null = $derived(
    this.isSeen && this.sight.answer ? argmax(this.sight.answer.scores) : null,
  );
  /** The class that is asked about: the view's, or the best where the network has no such class. */
  readonly target: number | null = $derived.by(() => {
    const { target } = this.view;
    if (target === null) return this.best;
    return this.info && target >= this.info.labels.length ? this.best : target;
  });

  /** What people call the picture. */
  readonly pictureTitle: string = $derived(words.title(this.pictures.get(this.view.picture).title));

  /** How far the bytes of a network are that is on its way, in a sentence. */
  readonly loading: string | null = $derived.by(() => {
    const event = this.#bringing.event ?? this.#description.event;
    if (!event) return null;
    const { name, done, total } = event;
    return words.t.loading(name, total === null ? null : words.percent(done / total));
  });

  /** The network of that name on the view's runtime, or else the first of all. */
  networkNamed(name: string): NetworkSource {
    const { source } = this.networks.get(name);
    return this.view.runtime === "webgpu" && "gpu" in navigator ? onWebGpu(source) : source;
  }

  method(name: string): Entry | undefined {
    return this.methods.find((each) => each.name === name);
  }

  /** What the core can do; `null` where that was given up, or failed. */
  async registries(): Promise<Registries | null> {
    return this.#registries.answer ?? this.#registries.ask({});
  }

  /** Lists the networks that can be downloaded. */
  async listPublished(): Promise<void> {
    await this.#published.ask({});
  }

  /** A place for the latest answer of a job, whose errors become notices. */
  latest<Name extends JobName>(name: Name): Latest<Name> {
    const latest: Latest<Name> = new Latest(name, {
      engine: this.#engine,
      running: this.running as Set<unknown>,
      onAsk: () => notice.withdraw(latest),
      onError: ({ message }: RegardError) => notice.say(() => words.core(message), [latest]),
    });
    return latest;
  }

  /** Gives up whatever is being computed. */
  cancel(): void {
    const given = [...this.running];
    for (const latest of given) latest.cancel();
    notice.tell(() => words.t.cancelled, given);
  }

  /** Shows a picture that somebody brought, once it has been read. */
  async bringPicture(file: File): Promise<void> {
    const source = { key: randomKey(), file };
    // Each for itself, for several may be dropped one after the other.
    const answer = await this.latest("thumbnail").ask({ picture: source });
    if (!answer) return;
    const name = `${file.name}~${source.key.slice(0, 4)}`;
    this.pictures.add({ name, title: file.name, source, thumbnail: URL.createObjectURL(answer.thumbnail) });
    this.history.change({ picture: name, target: null });
  }

  /** Takes a network that somebody brought or asked for, once it has been read; gives whether it could be. */
  async bringNetwork(source: NetworkSource): Promise<boolean> {
    const info = await this.#bringing.ask({ network: source });
    if (!info) return false;
    // What was downloaded may be kept now, and is listed so.
    if (source.kind === "zoo") this.listPublished();
    this.networks.add({ name: source.name, title: info.name, source });
    this.history.change({ network: source.name, target: null, settings: {} });
    return true;
  }

  /** Follows an address that somebody typed, or a link. */
  async follow(): Promise<void> {
    if (this.history.follow()) await checkAddress(this);
  }

  /** Asks what the network is and what it says of the picture, as long as the page lives. */
  watch(): void {
    $effect(() => this.#describe());
    $effect(() => this.#see());
  }

  /** Whether what the page stands on was given up, or failed. */
  readonly isStuck = $derived.by(() => {
    const isDescribed = this.info !== null || this.#description.isBusy;
    const isSeen = (this.isSeen && this.sight.answer !== null) || this.sight.isBusy;
    return this.#hasAsked && !(isDescribed && isSeen);
  });

  /** Asks anew for what was given up, or failed. */
  retry(): void {
    notice.dismiss();
    if (this.info === null) this.#describe();
    if (!this.isSeen) this.#see();
  }

  #describe(): void {
    void this.#description.ask({ network: this.network });
    this.#hasAsked = true;
  }

  #see(): void {
    void this.sight.ask({ network: this.network, picture: this.picture });
  }
}
