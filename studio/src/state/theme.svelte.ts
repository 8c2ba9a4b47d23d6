import { remember, remembered } from "./storage.js";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Light or dark, as the system is unless somebody chose. */
class Appearance {
  theme: Theme = $state(themes.find((each) => each === remembered("theme")) ?? "system");

  choose(theme: Theme): void {
    this.theme = theme;
    remember("theme", theme);
  }
}

export const appearance = new Appearance();
