import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { listPictures, slug, uniqueSlug, writeFileWhole } from "../../src/node/files.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "regard-files-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("writeFileWhole", () => {
  test("makes folders, replaces what was there and leaves nothing else", async () => {
    const path = join(folder, "a", "b", "out.bin");
    await writeFileWhole(path, "before");
    await writeFileWhole(path, Uint8Array.of(9, 1, 2, 3, 9).subarray(1, 4));
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
    expect(await readdir(join(folder, "a", "b"))).toEqual(["out.bin"]);
  });

  test("says which path cannot be written and why", async () => {
    await writeFile(join(folder, "file"), "");
    const below = join(folder, "file", "out.png");
    const error = await writeFileWhole(below, "").catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(RegardError);
    expect((error as RegardError).kind).toBe("file");
    expect((error as RegardError).message).toBe(
      `${below} cannot be written: a part of the path is a file, not a folder; choose another folder`,
    );
    await mkdir(join(folder, "directory"));
    await expect(writeFileWhole(join(folder, "directory"), "")).rejects.toThrow(
      /cannot be written: it is a folder/,
    );
  });
});

test("listPictures names the pictures of a folder in order", async () => {
  const pictures = join(folder, "pictures");
  await mkdir(pictures);
  for (const name of ["b.PNG", "a.jpeg", "c.txt", ".hidden.png", "d.webp"])
    await writeFile(join(pictures, name), "");
  expect(await listPictures(pictures)).toEqual(
    ["a.jpeg", "b.PNG", "d.webp"].map((name) => join(pictures, name)),
  );
  await expect(listPictures(join(folder, "absent"))).rejects.toThrow(/cannot be read: it does not exist/);
});

describe("slug", () => {
  test.each([
    ["tarantula", "tarantula"],
    ["Tibetan mastiff", "tibetan-mastiff"],
    ["Érable à sucre", "erable-a-sucre"],
    ["cœur/../../etc", "coeur-etc"],
    ["jack-o'-lantern", "jack-o-lantern"],
    ["CON", "con-"],
    ["漢字", "unnamed"],
    ["", "unnamed"],
    [`${"long ".repeat(30)}`, "long-long-long-long-long-long-long-long-long-long-long-long"],
  ])("%j becomes %s", (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  test("equal names are told apart", () => {
    const taken = new Set<string>();
    expect(["Crane", "crane", "CRANE", "crane 2"].map((name) => uniqueSlug(name, taken))).toEqual([
      "crane",
      "crane-2",
      "crane-3",
      "crane-2-2",
    ]);
  });
});
