// The part of gifenc that is used; the package has no types.
declare module "gifenc" {
  type Palette = number[][];
  type Format = "rgb565" | "rgb444";

  export function quantize(rgba: Uint8Array, colors: number, options?: { format?: Format }): Palette;
  export function applyPalette(rgba: Uint8Array, palette: Palette, format?: Format): Uint8Array;

  interface Encoder {
    /** The first frame's palette is everybody's; delays in milliseconds. */
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { palette?: Palette; delay?: number | undefined },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): Encoder;
}
