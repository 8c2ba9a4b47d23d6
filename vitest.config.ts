import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The package under its own name is its source, as in tsconfig.json.
  resolve: {
    alias: [
      { find: /^regard$/, replacement: source("src/index.ts") },
      { find: /^regard\/node$/, replacement: source("src/node.ts") },
      { find: /^regard\/web$/, replacement: source("src/web.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a page comes to may take its time on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
