import type { BuiltInNetwork } from "regard/web";

/** Where a network comes from and what it runs on: all that is needed to open it, now or again. */
export type NetworkSource = NetworkOrigin & {
  /** WebAssembly unless the graphics card is asked for. */
  readonly runtime?: "webgpu";
};

type NetworkOrigin =
  | { readonly kind: "built-in"; readonly name: BuiltInNetwork }
  | { readonly kind: "files"; readonly name: string; readonly files: readonly BroughtFile[] }
  /** A published network, whose download somebody agreed to. */
  | { readonly kind: "zoo"; readonly name: string };

/** A file that somebody brought, and its path within what was brought. */
export interface BroughtFile {
  readonly path: string;
  readonly file: File;
}

/** Where a picture comes from. One key, one picture. */
export interface PictureSource {
  readonly key: string;
  /** The bytes of its file, or where they lie on this host. */
  readonly file: Blob | string;
}

/** Equal for sources that are the same network on the same runtime. */
export const keyOf = ({ kind, name, runtime }: NetworkSource): string =>
  `${kind} ${runtime ?? "wasm"} ${name}`;
