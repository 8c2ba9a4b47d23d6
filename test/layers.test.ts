import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** The rooms from the ground up; a file may import from its own room and from lower floors, never sideways. */
const floors: readonly (readonly string[])[] = [
  ["errors", "within"],
  ["graph", "setting"],
  ["image", "gradient/rule", "gradient/broadcast"],
  ["gradient/parts", "bestiary"],
  ["gradient/rules"],
  ["gradient"],
  ["blocked", "webgpu"],
  ["wasm"],
  ["backend"],
  ["run-all"],
  ["batches", "program"],
  ["model"],
  ["bare", "objective"],
  ["explainer"],
  ["bare-gradient", "check-preprocessing", "class-gradient", "inspect", "owning-explainer"],
  ["saliency", "attack", "visualize"],
  ["evaluate", "verify"],
  ["report"],
  ["index"],
  ["onnxruntime"],
  ["node", "web"],
  ["cli"],
];

function roomOf(file: string): string {
  const path = relative(src, file).replace(/\.ts$/, "");
  const rooms = floors.flat().filter((room) => path === room || path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? path;
}

const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room));

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join(src, file));

function imports(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/from "(\.[^"]+)"/g)].map(([, path = ""]) =>
    normalize(join(dirname(file), path.replace(/\.js$/, ".ts"))),
  );
}

describe("the house", () => {
  it("has a floor for every file", () => {
    expect(files.map(roomOf).filter((room) => floorOf(room) < 0)).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it("imports downwards only, never sideways", () => {
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((target) => {
          const [from, to] = [roomOf(file), roomOf(target)];
          return from !== to && floorOf(to) >= floorOf(from);
        })
        .map((target) => `${relative(src, file)} imports ${relative(src, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it("lets the studio in by the doors only", () => {
    const studio = fileURLToPath(new URL("../studio/src", import.meta.url));
    const texts = readdirSync(studio, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|svelte)$/.test(file))
      .map((file) => readFileSync(join(studio, file), "utf8"));
    const packages = texts.flatMap((text) =>
      [...text.matchAll(/from "([^."][^"]*)"/g)].map(([, name = ""]) => name),
    );
    const allowed = /^(regard|regard\/web|svelte|svelte\/reactivity|d3-scale|d3-shape)$/;
    expect([...new Set(packages)].filter((name) => !allowed.test(name))).toEqual([]);
    expect(texts.length).toBeGreaterThan(30);
  });

  it("names a runtime at the doors only", () => {
    const naming = files.filter((file) => /from "(onnxruntime|sharp|node:)/.test(readFileSync(file, "utf8")));
    const elsewhere = naming.filter((file) => !["onnxruntime", "node", "web", "cli"].includes(roomOf(file)));
    expect(elsewhere.map((file) => relative(src, file))).toEqual([]);
  });
});
