import { butterfly } from "./species/butterfly.js";
import { fish } from "./species/fish.js";
import { flower } from "./species/flower.js";
import { hayBale } from "./species/hay-bale.js";
import { mushroom } from "./species/mushroom.js";
import { quail } from "./species/quail.js";
import { snake } from "./species/snake.js";
import { speedLimitSign } from "./species/speed-limit-sign.js";
import { stingray } from "./species/stingray.js";
import { stopSign } from "./species/stop-sign.js";
import { tarantula } from "./species/tarantula.js";
import { tree } from "./species/tree.js";
import type { Species } from "./species.js";

/** Every kind of thing that scenes show, in the order of the classes. */
export const menagerie: readonly Species[] = [
  hayBale,
  quail,
  tarantula,
  stingray,
  stopSign,
  speedLimitSign,
  fish,
  butterfly,
  snake,
  flower,
  mushroom,
  tree,
];
