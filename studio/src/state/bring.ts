import { words } from "../texts/words.svelte.js";
import type { BroughtFile } from "../worker/sources.js";
import { notice } from "./notice.svelte.js";
import type { Studio } from "./studio.svelte.js";

const isNetwork = ({ path }: BroughtFile): boolean => /\.onnx$/i.test(path);

const isPicture = ({ path, file }: BroughtFile): boolean =>
  file.type.startsWith("image/") || /\.(jpe?g|png|webp|gif|avif|bmp)$/i.test(path);

/** Takes what somebody brought: a network with what lies beside it, or pictures. */
export const bring = (studio: Studio, files: readonly BroughtFile[]): Promise<void> =>
  notice.gather(async () => {
    if (files.some(isNetwork)) {
      await studio.bringNetwork({ kind: "files", name: freshName(files), files });
      return;
    }
    const pictures = files.filter(isPicture);
    if (pictures.length === 0) notice.say(() => words.t.picture.notAFile);
    for (const { file } of pictures.toReversed()) await studio.bringPicture(file);
  });

let brought = 0;

/** A name of its own for everything brought, for two files may have the same. */
function freshName(files: readonly BroughtFile[]): string {
  const network = files.find(isNetwork)?.path ?? "";
  const [folder = "", ...inside] = network.split("/");
  const title =
    inside.length > 0 && folder !== "onnx" ? folder : network.replace(/^.*\//, "").replace(/\.onnx$/i, "");
  return `${title}~${++brought}`;
}

/** The files of a chooser or of the clipboard. */
export const given = (files: Iterable<File>): BroughtFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** The files that were dropped, those of folders too. */
export async function dropped({ items }: DataTransfer): Promise<BroughtFile[]> {
  // The list is empty after the event, so everything is asked for now.
  const brought = Array.from(items, (item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = await Promise.all(
    brought.map((each) => (each === null ? [] : each instanceof File ? given([each]) : filesOf(each))),
  );
  return files.flat();
}

// Chromium has no names for the classes of entries, which say of themselves what they are.
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesOf(entry: FileSystemEntry): Promise<BroughtFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map(filesOf))).flat();
}
