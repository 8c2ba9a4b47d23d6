/**
 * A script of this folder that a thread or a process is started with. They run JavaScript: beside the compiled caller, or in
 * `dist` where the tests run it as TypeScript.
 */
export function builtScript(name: string): URL {
  const here = import.meta.url;
  return new URL(here.endsWith(".ts") ? `../../dist/node/${name}.js` : `./${name}.js`, here);
}
