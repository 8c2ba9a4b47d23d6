import { field } from "./backgrounds/field.js";
import { rock } from "./backgrounds/rock.js";
import { sand } from "./backgrounds/sand.js";
import { sea } from "./backgrounds/sea.js";
import { sky } from "./backgrounds/sky.js";
import { street } from "./backgrounds/street.js";
import type { Brush } from "./brush.js";

/** SVG that fills the square from (0, 0) to (100, 100) behind an object. */
export type Background = (brush: Brush) => string;

/** Every place by name; which one a thing stands in has nothing to do with what it is. */
export const backgrounds = { field, rock, sand, sea, sky, street } as const satisfies Record<
  string,
  Background
>;

export type BackgroundName = keyof typeof backgrounds;

export const backgroundNames = Object.keys(backgrounds) as BackgroundName[];
