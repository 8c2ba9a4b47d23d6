import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { menagerie } from "../../src/bestiary/menagerie.js";
import { readPicture } from "../../src/node/picture.js";
import { classes, records, regard } from "./regard.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-built-in-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("regard pictures", () => {
  it("writes pictures, masks and a list, the same ones for the same seed", async () => {
    const asked = ["pictures", "--classes", "spider,quail", "--count", "2", "--seed", "5"];
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    const outcome = await regard([...asked, "--out", one, "--json"]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(records(outcome)).toEqual([
      {
        ...{ type: "pictures", folder: one, pictures: 4, seed: 5, size: 96 },
        classes: ["tarantula, spider", "quail, bird"],
      },
    ]);
    await regard([...asked, "--out", two]);
    const listed = JSON.parse(readFileSync(join(one, "index.json"), "utf8"));
    expect(listed.map(({ picture }: { picture: string }) => picture)).toEqual([
      "pictures/tarantula/0000.png",
      "pictures/quail/0000.png",
      "pictures/tarantula/0001.png",
      "pictures/quail/0001.png",
    ]);
    for (const { picture, mask, class: index, label } of listed) {
      expect(menagerie[index]?.name).toBe(label);
      for (const path of [picture, mask]) {
        expect(readFileSync(join(one, path))).toEqual(readFileSync(join(two, path)));
        expect((await readPicture(join(one, path))).image).toMatchObject({ width: 96, height: 96 });
      }
    }
  });

  it("answers a mistyped class with the nearest, and wrong numbers with what is possible", async () => {
    const typo = await regard(["pictures", "--classes", "tarantla", "--out", join(folder, "typo")]);
    expect(typo).toMatchObject({ code: 2, stdout: "" });
    expect(typo.stderr).toMatch(/did you mean "tarantula, spider"/);
    expect(existsSync(join(folder, "typo"))).toBe(false);
    const none = await regard(["pictures", "--count", "0", "--out", join(folder, "none")]);
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toMatch(/--count/);
  });
});

describe("the built-in networks", () => {
  it("are what is asked unless a model is named, and know the pictures", async () => {
    const set = join(folder, "set");
    await regard(["pictures", "--count", "1", "--seed", "8", "--out", set]);
    const pictures = readdirSync(join(set, "pictures")).map((name) => join(set, "pictures", name));
    const outcome = await regard(["classify", ...pictures, "--json", "--top", "1"]);
    expect(outcome.code).toBe(0);
    const said = records(outcome).map((line) => classes(line)[0]?.label);
    const expected = readdirSync(join(set, "pictures")).map(
      (name) => menagerie.find((each) => each.name.startsWith(name.replaceAll("-", " ")))?.name,
    );
    expect(said.filter((label, i) => label === expected[i]).length).toBeGreaterThanOrEqual(11);
    expect(records(outcome)[0]).toMatchObject({ model: "bestiary" });
  });

  it("are named where a name is not one of them", async () => {
    const outcome = await regard(["visualize", "tarantula", "--model", "bestiary-robst", "--out", folder]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/bestiary-robst.*built in are bestiary, bestiary-robust, bestiary-vgg/);
  });
});

describe("the report without any argument", () => {
  it("compares the ordinary and the robust network on the built-in pictures", async () => {
    const out = join(folder, "report");
    const outcome = await regard(["report", "--steps", "3", "--out", out]);
    expect(outcome).toMatchObject({ code: 0 });
    const page = readFileSync(join(out, "index.html"), "utf8");
    expect(page).toContain("<h3>bestiary</h3>");
    expect(page).toContain("<h3>bestiary-robust</h3>");
    expect(page.match(/in \d of 6 pictures \(by chance/g)).toHaveLength(2);
    const files = readdirSync(out);
    for (const name of ["bestiary", "bestiary-robust"]) {
      for (const figure of ["saliency", "quail.attack", "tarantula-spider", "stop-sign"]) {
        expect(files).toContain(`${name}.${figure}.png`);
      }
    }
  });
});
