import type {
  AscentRecipe,
  AttackStep,
  ErrorKind,
  Heatmap,
  Image,
  RecipeName,
  Setting,
  Tensor,
} from "regard";
import type { DreamEnd, DreamStep, DreamWish, GifWish, LayerInfo } from "./dream.js";
import type { Fooled, FoolWish, Judgement, JudgeWish } from "./fool.js";
import type { NetworkSource, PictureSource } from "./sources.js";
import type { Told } from "./told.js";

/** What is asked of the worker, what it says on the way and what it answers in the end. */
interface Job<Asked, Answer, Event = never> {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly event: Event;
}

/**
 * Every job by name. What is asked says where network and picture come from, so that a worker that knows nothing yet can answer
 * it: one that died is replaced, and nobody has to tell the new one anything.
 */
export interface Jobs {
  readonly registries: Job<object, Registries>;
  readonly published: Job<object, readonly PublishedNetwork[]>;
  readonly describe: Job<{ readonly network: NetworkSource }, NetworkInfo, Loading>;
  readonly thumbnail: Job<{ readonly picture: PictureSource }, { readonly thumbnail: Blob }>;
  readonly see: Job<Scene, Sight, Loading>;
  readonly look: Job<LookWish, Look, Loading>;
  readonly fool: Job<FoolWish, Fooled, Loading | AttackStep>;
  readonly judge: Job<JudgeWish, Judgement, Loading>;
  readonly dream: Job<DreamWish, DreamEnd, LoadingEvent | DreamStep>;
  readonly layers: Job<{ readonly network: NetworkSource }, readonly LayerInfo[], Loading>;
  readonly gif: Job<GifWish, { readonly gif: Blob }>;
}

export type JobName = keyof Jobs;

/** What can be asked for, as the core lists it. */
export interface Registries {
  readonly methods: readonly Entry[];
  readonly attacks: readonly Entry[];
  readonly recipes: readonly { readonly name: string; readonly recipe: AscentRecipe }[];
}

/** A method, by its name in the core. */
export interface Entry {
  readonly name: string;
  /** What it computes, in a few words. */
  readonly summary: string;
  readonly paper: string;
  /** What it can be told. */
  readonly settings: Readonly<Record<string, Setting>>;
}

/** A picture before a network. */
export interface Scene {
  readonly network: NetworkSource;
  readonly picture: PictureSource;
}

export interface LookWish extends Scene {
  readonly target: number;
  /** A name of `saliencyMethods`. */
  readonly method: string;
  readonly settings: Told;
}

type LoadingEvent = { readonly kind: "loading" } & Loading;

/** A network that can be downloaded by name. */
export interface PublishedNetwork {
  readonly name: string;
  readonly bytes: number;
  /** Who serves it. */
  readonly host: string;
  readonly license: string;
  /** In percent, on ImageNet. */
  readonly top1: number | null;
  readonly use: string;
  /** Whether this browser has it already. */
  readonly isKept: boolean;
}

/** How far the bytes of a network are, in megabytes. */
export interface Loading {
  readonly name: string;
  readonly done: number;
  readonly total: number | null;
}

/** A network as the page shows it. */
export interface NetworkInfo {
  readonly name: string;
  readonly labels: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
  readonly layers: readonly { readonly name: string; readonly op: string }[];
  readonly notes: readonly string[];
  /** The recipe that its classes are visualized by unless another is asked for. */
  readonly recipe: RecipeName;
}

/** What a network sees of a picture, and what it says. */
export interface Sight {
  /** The part of the picture that the network sees, as sharp as the picture is; to be closed. */
  readonly frame: ImageBitmap;
  /** The same in the network's own pixels. */
  readonly seen: Image;
  /** Before Softmax and after, [1, classes]. */
  readonly scores: Tensor;
  readonly probabilities: Tensor;
  /** What ran the network, in words. */
  readonly runtime: string;
}

export interface Look {
  readonly map: Heatmap;
  readonly notes: readonly string[];
}

export type ToWorker =
  /** Said first: the address that the page's files lie beside. */
  | { readonly kind: "begin"; readonly base: string }
  | {
      readonly kind: "ask";
      readonly id: number;
      readonly job: JobName;
      readonly asked: Jobs[JobName]["asked"];
    }
  | { readonly kind: "cancel"; readonly id: number };

export type FromWorker =
  | { readonly kind: "event"; readonly id: number; readonly event: unknown }
  | { readonly kind: "done"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly error: Failure };

/** A `RegardError` on its way between threads. */
export interface Failure {
  readonly kind: ErrorKind;
  readonly message: string;
}
