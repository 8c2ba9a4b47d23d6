import { type Filter, type Taps, taps } from "./filter.js";
import type { Heatmap } from "./heatmap.js";
import { checkSize, type Image } from "./image.js";

export { type Filter, pillowFilters } from "./filter.js";

/**
 * The picture at another size: `Image.resize` of Pillow, bit for bit (antialiased; two passes in 8-bit fixed point, the
 * horizontal first, rounded in between). Throws unless width and height are positive whole numbers.
 */
export function resize(from: Image, width: number, height: number, filter: Filter = "bilinear"): Image {
  checkSize(width, height);
  if (from.width === width && from.height === height) return from;
  if (filter === "nearest") return nearest(from, width, height);
  const across =
    from.width === width
      ? from.data
      : pass8(from.data, taps(filter, from.width, width), {
          lines: from.height,
          line: from.width * 3,
          step: 3,
          outLine: width * 3,
          outStep: 3,
          lanes: 3,
        });
  const data =
    from.height === height
      ? across
      : pass8(across, taps(filter, from.height, height), {
          lines: 1,
          line: 0,
          step: width * 3,
          outLine: 0,
          outStep: width * 3,
          lanes: width * 3,
        });
  return { width, height, data };
}

/** The map at another size, in floating point: Pillow's `Image.resize` of mode F. */
export function resizeMap(
  from: Heatmap,
  width: number,
  height: number,
  filter: Exclude<Filter, "nearest"> = "bilinear",
): Heatmap {
  checkSize(width, height);
  const columns = taps(filter, from.width, width);
  const rows = taps(filter, from.height, height);
  const across = new Float32Array(width * from.height);
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < width; x++) {
      across[y * width + x] = weigh(columns, x, from.data, y * from.width, 1);
    }
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = weigh(rows, y, across, x, width);
  }
  return { width, height, data };
}

/**
 * The size at which the shorter side is `edge` pixels long and the other keeps the proportions, rounded down:
 * `get_resize_output_image_size` of Hugging Face and torchvision.
 */
export function shortestEdge(
  { width, height }: { readonly width: number; readonly height: number },
  edge: number,
): { width: number; height: number } {
  return width <= height
    ? { width: edge, height: Math.trunc((edge * height) / width) }
    : { width: Math.trunc((edge * width) / height), height: edge };
}

/** Where the samples of one pass lie: `lanes` neighboring values are treated alike, `step` apart along the resized axis. */
interface Layout {
  readonly lines: number;
  readonly line: number;
  readonly step: number;
  readonly outLine: number;
  readonly outStep: number;
  readonly lanes: number;
}

/** Fractional bits of Pillow's fixed-point weights: 32 less 8 of the pixel less 2 of headroom for the filter's overshoot. */
const precision = 22;

function pass8(data: Image["data"], { first, weights }: Taps, layout: Layout): Uint8ClampedArray {
  const { lines, line, step, outLine, outStep, lanes } = layout;
  const fixed = weights.map((row) =>
    Int32Array.from(row, (weight) => (weight < 0 ? -0.5 : 0.5) + weight * 2 ** precision),
  );
  const out = new Uint8ClampedArray(lines === 1 ? outStep * first.length : outLine * lines);
  for (let y = 0; y < lines; y++) {
    for (let position = 0; position < first.length; position++) {
      const row = fixed[position] as Int32Array;
      const start = y * line + (first[position] as number) * step;
      const target = y * outLine + position * outStep;
      for (let lane = 0; lane < lanes; lane++) {
        let sum = 1 << (precision - 1);
        for (let i = 0; i < row.length; i++) {
          sum += (data[start + lane + i * step] as number) * (row[i] as number);
        }
        out[target + lane] = sum >> precision;
      }
    }
  }
  return out;
}

function weigh({ first, weights }: Taps, position: number, data: Float32Array, start: number, step: number) {
  const row = weights[position] as Float64Array;
  const from = start + (first[position] as number) * step;
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += (data[from + i * step] as number) * (row[i] as number);
  return sum;
}

function nearest(from: Image, width: number, height: number): Image {
  const columns = nearestPositions(from.width, width);
  const rows = nearestPositions(from.height, height);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const source = ((rows[y] as number) * from.width + (columns[x] as number)) * 3;
      data.set(from.data.subarray(source, source + 3), (y * width + x) * 3);
    }
  }
  return { width, height, data };
}

/** Pillow adds the scale up step by step; doing so too keeps its rounding at exact halves. */
function nearestPositions(from: number, to: number): Int32Array {
  const scale = from / to;
  const positions = new Int32Array(to);
  let position = scale * 0.5;
  for (let i = 0; i < to; i++) {
    positions[i] = Math.min(Math.trunc(position), from - 1);
    position += scale;
  }
  return positions;
}
