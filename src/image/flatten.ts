/**
 * Three channels of pixels that may have one, two or four: gray becomes three equal channels, transparent parts are laid over the
 * color behind. (sharp's own `flatten` keeps only the red of a color behind gray.)
 */
export function flatten(
  data: Uint8Array | Uint8ClampedArray<ArrayBuffer>,
  channels: number,
  behind: Uint8Array,
) {
  if (channels === 3) {
    return { rgb: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), transparent: false };
  }
  const colors = channels < 3 ? 1 : 3;
  const rgb = new Uint8ClampedArray((data.length / channels) * 3);
  let transparent = false;
  for (let i = 0; i < rgb.length / 3; i++) {
    const alpha = channels === colors ? 255 : (data[i * channels + colors] as number);
    if (alpha < 255) transparent = true;
    for (let c = 0; c < 3; c++) {
      const value = data[i * channels + (c % colors)] as number;
      rgb[i * 3 + c] = (value * alpha + (behind[c] as number) * (255 - alpha)) / 255;
    }
  }
  return { rgb, transparent };
}
