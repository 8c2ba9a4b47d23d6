import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polar, polygon } from "../svg.js";

/** A tree: a trunk with roots and branches under a leafy crown, a conifer, or a palm. */
export const tree: Species = {
  name: "tree",
  turn: 9,
  mirrored: true,
  draw: (brush, coat) => brush.pick([leafy, leafy, conifer, palm])(brush, coat),
};

const outlined = (coat: Coat) => ({ stroke: coat.ink, "stroke-width": 1.5, "stroke-linejoin": "round" });

/** A trunk from `top` down to its roots. */
function trunk(brush: Brush, coat: Coat, top: number, width: number): string {
  const root = width * brush.between(1.8, 2.5);
  const points: Point[] = [
    [-width * 0.7, top],
    [-width * 0.8, 30],
    [-root, 47],
    [-width * 0.4, 44],
    [width * 0.3, 47],
    [root, 46],
    [width * 0.8, 30],
    [width * 0.7, top],
  ];
  const bark = `M${-width * 0.3} ${top + 8}V36M${width * 0.25} ${top + 14}V40`;
  return [
    element("path", { d: polygon(points), fill: coat.accentDark, ...outlined(coat) }),
    element("path", { d: bark, stroke: coat.ink, "stroke-width": 0.9 }),
  ].join("");
}

/** A crown of lumps with leaves on them, branches reaching into it. */
function leafy(brush: Brush, coat: Coat): string {
  const width = brush.between(5, 8);
  const [across, up] = [brush.between(32, 43), brush.between(25, 31)];
  const middle = -46 + up + 4;
  const lumps = brush.whole(9, 13);
  const outline = Array.from({ length: lumps * 3 }, (_, i): Point => {
    const [x, y] = polar(
      (i * 360) / (lumps * 3),
      i % 3 === 0 ? brush.between(0.78, 0.86) : brush.between(0.95, 1.04),
    );
    return [x * across, middle + y * up];
  });
  const lobes = Array.from({ length: 7 }, () => {
    const [cx, cy] = polar(brush.between(0, 360), brush.between(0.2, 0.62));
    const fill = brush.pick([coat.light, coat.dark]);
    return element("circle", {
      cx: cx * across,
      cy: middle + cy * up,
      r: brush.between(5, 9),
      fill,
      opacity: 0.55,
    });
  });
  const leaves = Array.from({ length: 30 }, () => {
    const [x, y] = polar(brush.between(0, 360), brush.between(0.1, 0.9));
    const [cx, cy] = [x * across, middle + y * up];
    return element("path", {
      d: `M${(cx - 2).toFixed(1)} ${cy.toFixed(1)}q2 -3 4.5 0`,
      ...{ stroke: brush.pick([coat.dark, coat.light]), "stroke-width": 1.3, fill: "none" },
    });
  });
  const branch = (side: number): string =>
    element("path", {
      d: `M0 26Q${side * 4} ${middle + up * 0.9} ${side * across * 0.5} ${middle + up * 0.45}`,
      ...{ stroke: coat.accentDark, "stroke-width": width * 0.55, fill: "none", "stroke-linecap": "round" },
    });
  return [
    trunk(brush, coat, middle, width),
    element("path", { d: curve(outline, true), fill: coat.base, ...outlined(coat) }),
    ...lobes,
    ...leaves,
    branch(-1),
    branch(1),
    element("path", {
      d: `M0 28V${(middle + up * 0.2).toFixed(1)}`,
      stroke: coat.accentDark,
      "stroke-width": width * 0.7,
    }),
  ].join("");
}

/** Tiers of needles, each over the next. */
function conifer(brush: Brush, coat: Coat): string {
  const tiers = brush.whole(3, 5);
  const half = brush.between(24, 34);
  const drawn = Array.from({ length: tiers }, (_, i) => {
    const part = (i + 1) / tiers;
    const [top, bottom] = [-46 + (i * 64) / tiers, -46 + (i + 1.35) * (68 / tiers)];
    const reach = half * (0.35 + 0.65 * part);
    const teeth = 7;
    const hem = Array.from(
      { length: teeth },
      (_, k): Point => [reach - (2 * reach * k) / (teeth - 1), bottom + (k % 2 === 0 ? 3 : -2)],
    );
    return element("path", {
      d: polygon([[0, top], ...hem]),
      fill: i % 2 ? coat.dark : coat.base,
      ...outlined(coat),
    });
  });
  return trunk(brush, coat, 10, brush.between(4, 6)) + drawn.toReversed().join("");
}

/** A bent trunk with fronds that hang from its end. */
function palm(brush: Brush, coat: Coat): string {
  const lean = brush.between(-12, 12);
  const top: Point = [lean, -20];
  const line = {
    d: `M${-lean * 0.4} 47Q${-lean * 0.5} 10 ${lean} -20`,
    fill: "none",
    "stroke-linecap": "round",
  };
  const count = brush.whole(7, 9);
  const fronds = Array.from({ length: count }, (_, i) => {
    const angle = -205 + (i * 230) / (count - 1) + brush.between(-6, 6);
    const [x, y] = polar(angle, brush.between(26, 34), top);
    const [bendX, bendY] = polar(angle - (angle < -90 ? -22 : 22), 22, top);
    const fall = y + brush.between(8, 15);
    const d =
      `M${top[0].toFixed(1)} ${top[1]}Q${bendX.toFixed(1)} ${(bendY - 9).toFixed(1)} ${x.toFixed(1)} ${fall.toFixed(1)}` +
      `Q${bendX.toFixed(1)} ${(bendY + 3).toFixed(1)} ${top[0].toFixed(1)} ${top[1]}Z`;
    return element("path", { d, fill: i % 2 ? coat.dark : coat.base, ...outlined(coat) });
  });
  return [
    element("path", { ...line, stroke: coat.ink, "stroke-width": 9 }),
    element("path", { ...line, stroke: coat.accentDark, "stroke-width": 6.5 }),
    element("path", {
      ...line,
      stroke: coat.ink,
      "stroke-width": 6.5,
      "stroke-dasharray": "1 5",
      "stroke-linecap": "butt",
    }),
    ...fronds,
    element("circle", { cx: top[0] - 3, cy: top[1] + 4, r: 3.5, fill: coat.accentDark, ...outlined(coat) }),
    element("circle", { cx: top[0] + 4, cy: top[1] + 5, r: 3.5, fill: coat.accentDark, ...outlined(coat) }),
  ].join("");
}
