import { cheapGradient } from "./cheap.mjs";
import { wholeCommand } from "./command.mjs";
import { compileTime } from "./compile.mjs";
import { distanceFromFloor } from "./floor.mjs";
import { againstJavaScript } from "./javascript.mjs";
import { distanceFromLimit } from "./limit.mjs";
import { peakMemory } from "./memory.mjs";
import { againstPyTorch } from "./pytorch.mjs";
import { runtimeSettings } from "./settings.mjs";
import { uses } from "./uses.mjs";
import { inWebAssembly } from "./web.mjs";

/** Each takes a `Bench` and fills its table. */
export const measures = {
  cheap: cheapGradient,
  limit: distanceFromLimit,
  floor: distanceFromFloor,
  pytorch: againstPyTorch,
  javascript: againstJavaScript,
  web: inWebAssembly,
  uses,
  command: wholeCommand,
  compile: compileTime,
  memory: peakMemory,
  settings: runtimeSettings,
};
