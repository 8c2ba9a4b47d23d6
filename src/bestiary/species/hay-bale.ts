import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polar } from "../svg.js";

/** A round bale of hay lying on its side: a drum, the spiral of the rolled hay on its face. */
export const hayBale: Species = {
  name: "hay bale, hay",
  turn: 10,
  mirrored: true,
  draw: (brush, coat) => {
    const shape = {
      height: brush.between(33, 41),
      width: brush.between(22, 33),
      depth: brush.between(26, 46),
    };
    return [drum(brush, coat, shape), face(brush, coat, shape), stubble(brush, coat, shape)].join("");
  },
};

interface Drum {
  /** Half the face's height and width, and how far the drum reaches behind it. */
  readonly height: number;
  readonly width: number;
  readonly depth: number;
}

/** Where the middle of the face is, so that the whole drum is centered. */
const faceAt = ({ depth }: Drum): number => depth / 2 - 4;

function drum(brush: Brush, coat: Coat, shape: Drum): string {
  const { height, width, depth } = shape;
  const [right, left] = [faceAt(shape), faceAt(shape) - depth];
  const outline = `M${right} ${-height}L${left} ${-height}A${width} ${height} 0 0 0 ${left} ${height}L${right} ${height}Z`;
  const straws = Array.from({ length: 34 }, () => {
    const angle = brush.between(100, 260);
    const x = brush.between(0, depth * 0.9);
    const [edge, y] = [
      left + width * Math.cos((angle * Math.PI) / 180),
      height * Math.sin((angle * Math.PI) / 180),
    ];
    return element("path", {
      d: `M${(edge + x).toFixed(1)} ${y.toFixed(1)}l${brush.between(5, 14).toFixed(1)} ${brush.between(-2, 2).toFixed(1)}`,
      ...{ stroke: brush.pick([coat.light, coat.dark, coat.accentLight]), "stroke-width": 1.1, fill: "none" },
    });
  });
  const bands = brush.whole(0, 3);
  const twine = Array.from({ length: bands }, (_, i) => {
    const x = left + (depth * (i + 1)) / (bands + 1);
    return element("path", {
      d: `M${x} ${-height}A${width} ${height} 0 0 0 ${x} ${height}`,
      ...{ fill: "none", stroke: coat.accentDark, "stroke-width": 1.5 },
    });
  });
  return [
    element("path", { d: outline, fill: coat.dark, stroke: coat.ink, "stroke-width": 1.6 }),
    ...straws,
    ...twine,
  ].join("");
}

/** The end of the drum, on which the hay is seen rolled up. */
function face(brush: Brush, coat: Coat, shape: Drum): string {
  const { height, width } = shape;
  const turns = brush.between(3.5, 5.5);
  const start = brush.between(0, 360);
  const points = Array.from({ length: 60 }, (_, i): Point => {
    const part = i / 59;
    const [x, y] = polar(start + part * turns * 360, part * 0.94);
    return [faceAt(shape) + x * width + brush.between(-0.5, 0.5), y * height + brush.between(-0.5, 0.5)];
  });
  const spiral = { d: curve(points), fill: "none", "stroke-linecap": "round" };
  return [
    element("ellipse", {
      ...{ cx: faceAt(shape), cy: 0, rx: width, ry: height },
      ...{ fill: coat.base, stroke: coat.ink, "stroke-width": 1.8 },
    }),
    element("path", { ...spiral, stroke: coat.dark, "stroke-width": 3 }),
    element("path", { ...spiral, stroke: coat.light, "stroke-width": 1.1 }),
  ].join("");
}

/** Single stalks that stick out all around. */
function stubble(brush: Brush, coat: Coat, shape: Drum): string {
  return Array.from({ length: 26 }, () => {
    const angle = brush.between(0, 360);
    const [x, y] = polar(angle, brush.between(0.85, 0.98));
    const from: Point = [faceAt(shape) + x * shape.width, y * shape.height];
    const to = polar(angle + brush.between(-50, 50), brush.between(3, 7), from);
    return element("path", {
      d: `M${from.map((each) => each.toFixed(1)).join(" ")}L${to.map((each) => each.toFixed(1)).join(" ")}`,
      ...{ stroke: brush.pick([coat.light, coat.dark]), "stroke-width": 1 },
    });
  }).join("");
}
