import { random } from "../image/random.js";
import { drawScene, type Scene } from "./scene.js";
import type { Species } from "./species.js";

/**
 * `count` scenes of the species in turn, each with a seed of its own drawn from `seed`. Throws `RangeError` for a seed that
 * is no whole number.
 */
export function* collection(species: readonly Species[], count: number, seed: number): Generator<Scene> {
  const seeds = random(seed);
  for (let i = 0; i < count && species.length > 0; i++) {
    yield drawScene(species[i % species.length] as Species, seeds.uint32());
  }
}
