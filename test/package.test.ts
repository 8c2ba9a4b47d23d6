import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = `${root}studio/dist`;
const isBuilt = existsSync(`${page}/index.html`) && existsSync(`${root}dist/cli/main.js`);

function packed(): string[] {
  const said = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    ...{ cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  });
  const [{ files }] = JSON.parse(said) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

describe.skipIf(!isBuilt)(`the package${isBuilt ? "" : " (skipped: npm run studio:build)"}`, () => {
  it("holds the doors, the command and every file of the page once", () => {
    const files = packed();
    expect(files).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/node.js", "dist/web.js", "dist/cli/main.js"]),
    );
    for (const file of readdirSync(page, { recursive: true, encoding: "utf8", withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = `${file.parentPath}/${file.name}`.slice(page.length + 1);
      // The server takes the networks from the package's own and the runtime from onnxruntime-web.
      const isElsewhere = /^(networks|ort)\//.test(path);
      expect(files.includes(`studio/dist/${path}`), path).toBe(!isElsewhere);
      if (path.startsWith("networks/")) expect(files).toContain(`bestiary/${path}`);
    }
  });
});
