import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as core from "../src/index.js";
import * as node from "../src/node.js";
import * as web from "../src/web.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const doors: Readonly<Record<string, object>> = { regard: core, "regard/node": node, "regard/web": web };

/** Every text of the package that shows how a door is used. */
const texts = ["README.md", "docs", "examples"].flatMap((place) => {
  if (/\.md$/.test(place)) return [place];
  return readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(md|ts|mjs|js)$/.test(name))
    .map((name) => join(place, name));
});

describe("the doors", () => {
  it.each(["src/index.ts", "src/node.ts", "src/web.ts"])("hold names and nothing else: %s", (file) => {
    const code = readFileSync(join(root, file), "utf8").replaceAll(/^\/\/.*$/gm, "");
    const statements = code.split(/;\s*/).filter((statement) => statement !== "");
    expect(
      statements.filter((statement) => !/^export (type )?\{[^}]*\} from "\.\/[^"]+"$/.test(statement.trim())),
    ).toEqual([]);
  });

  it.each(texts)("have every name that %s takes from them", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    const missing = [...text.matchAll(/import \{([^}]*)\} from "(regard(?:\/(?:node|web))?)"/g)].flatMap(
      ([, names = "", door = ""]) =>
        names
          .split(",")
          .map((name) => name.trim().split(" as ")[0] ?? "")
          .filter((name) => name !== "" && !name.startsWith("type ") && !(name in (doors[door] ?? {}))),
    );
    expect(missing).toEqual([]);
  });

  it("open the same classes", () => {
    expect(core.RegardError.name).toBe("RegardError");
    for (const [door, own] of [
      [node, "nodeBackend"],
      [web, "webBackend"],
    ] as const) {
      expect(Object.keys(door)).toEqual(
        expect.arrayContaining(["open", "openModel", "readPicture", "builtInNetworks", "fetchModel", own]),
      );
    }
  });
});
