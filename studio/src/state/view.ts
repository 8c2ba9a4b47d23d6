import { type ColormapName, colormaps } from "regard";
import { dreamFields } from "./dream-fields.js";
import { choice, type Field, index, name, number, text, told } from "./fields.js";
import { foolFields } from "./fool-fields.js";

export const activities = ["look", "fool", "dream", "compare"] as const;
export type Activity = (typeof activities)[number];

/** Everything that a view consists of beside its activity; an address names what is not as usual. */
const fields = {
  picture: text("butterfly"),
  network: text("bestiary"),
  /** What networks run on: WebAssembly everywhere, or the graphics card where the browser lets pages use it. */
  runtime: choice("wasm", "wasm", "webgpu"),
  /** A class; `null` is the one that the network finds most probable. */
  target: index,
  method: text("gradient"),
  settings: told,
  colormap: choice<ColormapName>("inferno", ...(Object.keys(colormaps) as ColormapName[])),
  /** The same for maps with values for and against. */
  signedColormap: choice<ColormapName>("coolwarm", "coolwarm", "seismic"),
  /** The percentile of a map's values that gets the last color. */
  clip: number(99.5, 50, 100),
  /** How much the map covers the picture. */
  opacity: number(0.9, 0, 1),
  sign: choice("both", "both", "positive", "negative"),
  /** Whether maps side by side have one scale. */
  scale: choice("shared", "shared", "own"),
  /** What stands beside the map. */
  beside: choice("nothing", "nothing", "method", "target", "network"),
  besideMethod: name,
  besideTarget: index,
  besideNetwork: name,
  ...foolFields,
  ...dreamFields,
} as const;

type ValueOf<F> = F extends Field<infer T> ? T : never;

/** What the page shows, as plain data: the address says it, undo brings it back. */
export type View = { readonly activity: Activity } & {
  readonly [Name in keyof typeof fields]: ValueOf<(typeof fields)[Name]>;
};

type AnyField = Field<View[keyof typeof fields]>;
const table = Object.entries(fields) as unknown as readonly (readonly [keyof typeof fields, AnyField])[];

/** The view that `#look?picture=…` names; what it does not name, or names wrongly, is as usual. */
export function readView(hash: string): View {
  const [first = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const given = new URLSearchParams(query);
  const values = table.map(([key, field]) => [key, field.read(given.get(key) ?? "") ?? field.usual] as const);
  const activity = activities.find((each) => each === first) ?? "look";
  return { activity, ...Object.fromEntries(values) } as View;
}

/** The address of a view. */
export function writeView(view: View): string {
  const query = new URLSearchParams();
  for (const [key, field] of table) {
    const written = field.write(view[key]);
    if (written !== field.write(field.usual)) query.set(key, written);
  }
  return `#${view.activity}${query.size > 0 ? `?${query}` : ""}`;
}
