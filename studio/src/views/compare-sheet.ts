import { difference, fromTensor, type Image } from "regard";
import { overlayCanvas } from "../draw/compose.js";
import { paintImage } from "../draw/paint.js";
import { type Column, sheetCanvas } from "../draw/sheet.js";
import { words } from "../texts/words.svelte.js";
import type { Comparing } from "./compare.svelte.js";
import { dreamed, reached, shortOf } from "./compare-words.js";

/** A comparison on one canvas, as the page shows it: maps, fooled pictures, changes and dreams of both networks. */
export function comparisonCanvas(comparing: Comparing, magnify: number): HTMLCanvasElement {
  const t = words.t.compare;
  const aim = shortOf(comparing.aim);
  const columns = comparing.sides.map((side, i): Column => {
    const { sight, before, now, dreamt } = side;
    const [map, coloring] = [comparing.maps[i], comparing.colorings[i]];
    const looks = sight && map && coloring ? overlayCanvas(sight.frame, map, coloring) : null;
    const change = before && now && side.step ? difference(now, before, magnify).image : null;
    return {
      title: side.info?.name ?? "",
      panels: [
        { title: t.looks(shortOf(comparing.asked)), picture: looks, caption: "" },
        {
          title: t.fooled(aim),
          picture: now && painted(fromTensor(now)),
          caption: reached(comparing, side),
        },
        { title: t.change(words.number(magnify)), picture: change && painted(change), caption: "" },
        { title: t.dreams(aim), picture: dreamt && painted(dreamt), caption: dreamed(comparing, side) },
      ],
    };
  });
  return sheetCanvas(columns);
}

function painted(image: Image): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  paintImage(canvas, image);
  return canvas;
}
