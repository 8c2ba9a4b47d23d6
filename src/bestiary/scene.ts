import { type Random, random } from "../image/random.js";
import { type BackgroundName, backgroundNames, backgrounds } from "./backgrounds.js";
import { createBrush } from "./brush.js";
import { drawCoat } from "./coat.js";
import { everywhere, seen, shadow, silhouette, surface } from "./finish.js";
import { light } from "./light.js";
import { occluder } from "./occluder.js";
import type { Species } from "./species.js";
import { decimal, element, everything } from "./svg.js";

/** A scene as SVG documents that may be drawn at any size. */
export interface Scene {
  readonly species: Species;
  readonly background: BackgroundName;
  readonly seed: number;
  /** The picture. */
  readonly picture: string;
  /** White where the object is seen, black elsewhere: `picture` and `mask` agree pixel by pixel. */
  readonly mask: string;
  /** The same place without the object, its shadow and what stands before it. */
  readonly empty: string;
}

/**
 * One thing in one place. The seed alone decides place, colors, size, light and what stands before the thing; the species
 * decides its shape, how far it may be turned and whether it may be mirrored. So neither color nor place can tell the class,
 * and two species with the same seed stand in the same place. Throws `RangeError` for a seed that is no whole number.
 */
export function drawScene(species: Species, seed: number): Scene {
  const parent = random(seed);
  const streams = Array.from({ length: 6 }, () => parent.uint32());
  const stream = (i: number, prefix: string) => createBrush(random(streams[i] ?? 0), prefix);

  const place = stream(0, "p");
  const background = place.pick(backgroundNames);
  const ground = backgrounds[background](place);
  const coat = drawCoat(stream(1, "c"));
  const thing = species.draw(stream(2, "t"), coat);
  const finish = stream(3, "f");
  const before = occluder(stream(4, "o"));
  const lighting = light(stream(5, "l"));
  const transform = pose(species, random((streams[3] ?? 0) + 1));
  const filters = [surface(finish, "surface"), shadow(finish, "shadow")].join("");
  // Nested, because a filter works in the coordinates of the element that it is on.
  const placed = element("g", { transform }, thing);
  return {
    ...{ species, background, seed },
    picture: page(
      filters,
      ground,
      element("g", { filter: "url(#shadow)" }, placed),
      element("g", { filter: "url(#surface)" }, placed),
      before,
      lighting,
    ),
    mask: page(
      silhouette("white", 1, seen) + silhouette("black", 0, everywhere),
      element("rect", { ...everything, fill: "#000000" }),
      element("g", { filter: "url(#white)" }, placed),
      element("g", { filter: "url(#black)" }, before),
    ),
    empty: page("", ground, lighting),
  };
}

/** Where the thing stands, how large it is and which way it looks; at most a little of it is cut off. */
function pose({ turn, mirrored }: Species, rng: Random): string {
  const brush = createBrush(rng, "");
  const scale = brush.between(0.58, 0.98);
  const room = 50 - 50 * scale + 5;
  const [x, y] = [50 + brush.between(-room, room), 50 + brush.between(-room, room)];
  const angle = brush.between(-turn, turn);
  const mirror = brush.chance(0.5) && mirrored ? -1 : 1;
  const squeeze = brush.between(0.86, 1);
  const [across, down] = brush.chance(0.5) ? [squeeze, 1] : [1, squeeze];
  const factors = `${(scale * across * mirror).toFixed(3)} ${(scale * down).toFixed(3)}`;
  return `translate(${decimal(x)} ${decimal(y)}) rotate(${decimal(angle)}) scale(${factors})`;
}

const page = (defs: string, ...layers: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><defs>${defs}</defs>${layers.join("")}</svg>`;
