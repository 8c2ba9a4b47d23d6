import { RegardError } from "../errors.js";

/** The formats of picture files that are read, as people write them. */
const titles = { jpeg: "JPEG", png: "PNG", webp: "WebP", gif: "GIF", avif: "AVIF", tiff: "TIFF" } as const;

export type PictureFormat = keyof typeof titles;

/**
 * The format of a file that is to be read where `readable` are read, all of them unless told otherwise. Throws
 * `RegardError("picture")`, saying what the file seems to be and what is read, where it is none of these.
 */
export function formatOf<Format extends PictureFormat = PictureFormat>(
  bytes: Uint8Array,
  name: string,
  readable: readonly Format[] = Object.keys(titles) as Format[],
): Format {
  const found = pictureFormat(bytes);
  const format = readable.find((each) => each === found);
  if (format !== undefined) return format;
  const what = found === null ? notAPicture(bytes) : `it is a ${titles[found]} picture`;
  throw new RegardError(
    "picture",
    `${name} is not a picture that can be read${what === "" ? "" : `: ${what}`}; convert it to ${listed(readable)}`,
  );
}

/** `JPEG, PNG or GIF` */
const listed = (formats: readonly PictureFormat[]): string =>
  formats
    .map((format) => titles[format])
    .join(", ")
    .replace(/, (?=\w+$)/, " or ");

const starts: Readonly<Record<string, PictureFormat>> = {
  ffd8ff: "jpeg",
  "89504e470d0a1a0a": "png",
  "474946383761": "gif",
  "474946383961": "gif",
  "49492a00": "tiff",
  "4d4d002a": "tiff",
  "49492b00": "tiff",
  "4d4d002b": "tiff",
};

/** The format that a file's first bytes announce, `null` where it is none of those that are read. */
function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const hex = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const known = Object.keys(starts).find((start) => hex.startsWith(start));
  if (known !== undefined) return starts[known] as PictureFormat;
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "webp";
  return brands(bytes).some((brand) => brand === "avif" || brand === "avis") ? "avif" : null;
}

/** What a file that is no picture seems to be, as a hint; empty where nothing is known. */
function notAPicture(bytes: Uint8Array): string {
  if (bytes.length === 0) return "it is empty";
  const start = ascii(bytes, 0, 400).trimStart().toLowerCase();
  if (start.startsWith("version https://git-lfs"))
    return "it is a Git LFS pointer, not the file it points to";
  if (start.startsWith("%pdf")) return "it is a PDF document";
  if (start.includes("<svg")) return "it is an SVG drawing";
  if (start.startsWith("<")) return "it is an HTML or XML page";
  if (start.startsWith("bm")) return "it seems to be a BMP picture";
  if (start.startsWith("8bps")) return "it is a Photoshop document";
  if (starting(bytes, 0, 0, 1, 0)) return "it is an ICO icon";
  if (starting(bytes, 0xff, 0x0a) || ascii(bytes, 4, 8) === "JXL ") return "it is a JPEG XL picture";
  if (starting(bytes, 0xff, 0x4f) || ascii(bytes, 4, 8) === "jP  ") return "it is a JPEG 2000 picture";
  if (brands(bytes).some((brand) => /^(he[imv]|mif1|msf1)/.test(brand))) return "it is a HEIC picture";
  return "";
}

/** The brands of an ISO media file (AVIF, HEIC), the major one first. */
function brands(bytes: Uint8Array): string[] {
  if (ascii(bytes, 4, 8) !== "ftyp") return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(size, bytes.length, 256);
  const found = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) found.push(ascii(bytes, at, at + 4));
  return found;
}

const starting = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
