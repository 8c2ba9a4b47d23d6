import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { offline } from "./build/offline.js";
import { besidePage } from "./build/serve-beside.js";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Threads need a page that is isolated from others. */
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  root: at("."),
  // Any folder of any host will do.
  base: "./",
  plugins: [svelte(), besidePage(), offline()],
  resolve: {
    // The package under its own name is its source, as in tsconfig.json.
    alias: [
      { find: /^regard$/, replacement: at("../src/index.ts") },
      { find: /^regard\/web$/, replacement: at("../src/web.ts") },
    ],
    // The runtime's script lies beside its WebAssembly, where its threads find it.
    conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"],
  },
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: at("dist"),
    emptyOutDir: true,
    // Everything is a file of its own: the page's policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at("index.html"), "service-worker": at("offline/service-worker.ts") },
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { headers },
});
