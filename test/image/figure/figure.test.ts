import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../../src/image/figure/figure.js";
import type { Plot } from "../../../src/image/figure/plot.js";
import { renderFigure } from "../../../src/image/figure/render.js";
import { contactSheet } from "../../../src/image/figure/sheet.js";
import { blank } from "../../../src/image/image.js";
import { svgToPng } from "../../../src/node/encode.js";
import { loadFonts } from "../../../src/node/fonts.js";
import { overlap, textBoxes } from "./boxes.js";

const fonts = await loadFonts();
const size = (svg: string): number[] =>
  (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) as RegExpExecArray).slice(1).map(Number);

const plot: Plot = {
  x: { label: "step" },
  y: { label: "score of a class with a name that is long" },
  right: { label: "probability", range: [0, 1] },
  series: [
    {
      label: "score",
      points: [
        [1, -3],
        [2, 8],
        [3, 12.5],
      ],
    },
    {
      label: "probability",
      points: [
        [1, 0],
        [2, Number.NaN],
        [3, 1],
      ],
      axis: "right",
    },
  ],
};
const long =
  "Cardigan, Cardigan Welsh corgi, and a great deal more text than any panel can show below itself";
const crowded: Figure = {
  title: long + long,
  columns: ["original", long, "x", long],
  rows: [
    {
      heading: long,
      panels: [
        {
          content: blank(64, 64),
          caption: [long, long, long],
          colorbar: { colormap: "hot", low: "0", high: "0.0125" },
        },
        { content: blank(224, 224), caption: [long.replaceAll(" ", "")] },
        { content: blank(300, 100), caption: ["a", "b"], frame: "#d55e00" },
        { content: blank(100, 300), caption: ["∂S/∂x → λ‖x‖², ε ≤ 8/255", "Évaluée à l’étape 200"] },
      ],
    },
    {
      heading: "second",
      panels: [null, { content: plot, span: 2, caption: [long] }, { content: blank(9, 9) }],
    },
    { panels: [{ content: plot, span: 4 }] },
  ],
  caption: long.repeat(5),
};

describe("renderFigure", () => {
  test.each([1100, 800, 540])("at %i pixels no text overlaps another or leaves the figure", (width) => {
    const svg = renderFigure(crowded, fonts, width);
    const [actual = 0, height = 0] = size(svg);
    expect(actual).toBeGreaterThan(width - 4);
    const boxes = textBoxes(svg);
    expect(boxes.length).toBeGreaterThan(30);
    for (const [i, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThan(0);
      expect(box.top).toBeGreaterThan(0);
      expect(box.right).toBeLessThan(actual);
      expect(box.bottom).toBeLessThan(height);
      expect(boxes.slice(i + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  test("is drawn by an independent renderer: white ground, pictures in place", async () => {
    const red = blank(8, 8, [255, 0, 0]);
    const blue = blank(8, 8, [0, 0, 255]);
    const svg = renderFigure({ rows: [{ panels: [{ content: red }, { content: blue }] }] }, fonts, 700);
    const { data, info } = await sharp(await svgToPng(svg, { scale: 1 }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual(size(svg));
    const pixel = (x: number, y: number): number[] => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    expect(pixel(2, 2)).toEqual([255, 255, 255]);
    expect(pixel(Math.round(info.width * 0.25), 150)).toEqual([255, 0, 0]);
    expect(pixel(Math.round(info.width * 0.75), 150)).toEqual([0, 0, 255]);
    expect(pixel(Math.round(info.width / 2), 150)).toEqual([255, 255, 255]);
  });

  test("small maps are enlarged without smoothing, photographs with it", () => {
    const one = (side: number): string =>
      renderFigure({ rows: [{ panels: [{ content: blank(side, side) }] }] }, fonts);
    expect(one(64)).toContain("image-rendering:pixelated");
    expect(one(224)).not.toContain("image-rendering");
  });

  test("text is escaped, and stands in the description", () => {
    const svg = renderFigure(
      {
        title: 'a < b & "c"',
        rows: [{ panels: [{ content: blank(4, 4), caption: ["</desc><script>\u0000\ud800"] }] }],
      },
      fonts,
    );
    expect(svg).toContain("<title>a &#60; b &#38; &#34;c&#34;</title>");
    expect(svg).toContain("&#60;/desc&#62;&#60;script&#62;\uFFFD\uFFFD");
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("<text");
  });

  test("contains nothing that is loaded from elsewhere, and no broken number", () => {
    const svg = renderFigure(crowded, fonts);
    expect(
      [...svg.matchAll(/href="([^"]{0,22})/g)].every(([, uri]) => uri === "data:image/png;base64,"),
    ).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("few panels make a narrower figure", () => {
    expect(size(renderFigure({ rows: [{ panels: [{ content: blank(4, 4) }] }] }, fonts))[0]).toBe(540);
  });
});

describe("plots", () => {
  const draw = (series: Plot["series"]): string =>
    renderFigure({ rows: [{ panels: [{ content: { x: plot.x, y: plot.y, series } }] }] }, fonts);
  const line = (svg: string): string =>
    /<path d="([^"]*)" fill="none" stroke-linejoin/.exec(svg)?.[1] as string;

  test("a number that is not finite leaves a gap", () => {
    const d = line(
      draw([
        {
          label: "s",
          points: [
            [1, 1],
            [2, 2],
            [3, Number.NaN],
            [4, 2],
            [5, 1],
          ],
        },
      ]),
    );
    expect(d.match(/M/g)?.length).toBe(2);
    expect(d.match(/L/g)?.length).toBe(2);
  });

  test("a line may have more points than a function has arguments", () => {
    const points = Array.from({ length: 200_000 }, (_, i): [number, number] => [i, Math.sin(i / 1e4)]);
    expect(line(draw([{ label: "s", points }])).match(/L/g)?.length).toBe(points.length - 1);
  });

  test("higher values stand higher, later steps further right", () => {
    const [, x1, y1, x2, y2] = /M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/.exec(
      line(
        draw([
          {
            label: "s",
            points: [
              [1, 1],
              [2, 9],
            ],
          },
        ]),
      ),
    ) as RegExpExecArray;
    expect(Number(x2)).toBeGreaterThan(Number(x1));
    expect(Number(y2)).toBeLessThan(Number(y1));
  });

  test.each([
    [[]],
    [[[1, 5]]],
    [
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [[[1, Number.NaN]]],
  ] as [[number, number][]][])("%j is drawn", (points) => {
    expect(draw([{ label: "s", points }])).not.toMatch(/NaN|Infinity/);
  });

  test("several lines on one axis have a legend, each its own color and dashes", () => {
    const two = ["one", "two"].map((label, i) => ({
      label,
      points: [
        [0, i],
        [1, i],
      ] as [number, number][],
    }));
    const svg = draw(two);
    expect(
      new Set([...svg.matchAll(/stroke="(#\w+)" stroke-width="1.8"/g)].map(([, color]) => color)).size,
    ).toBe(2);
    expect(svg).toContain("stroke-dasharray");
    expect(textBoxes(svg).filter(({ bottom }) => bottom < 60).length).toBe(2);
  });
});

describe("contactSheet", () => {
  const snapshots = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ image: blank(4, 4), caption: [`step ${i}`] }));

  test.each([
    [1, [1]],
    [5, [5]],
    [8, [4, 4]],
    [9, [5, 4]],
    [12, [4, 4, 4]],
    [10, [5, 5]],
    [18, [6, 6, 6]],
  ])("%i snapshots", (count, rows) => {
    expect(contactSheet(snapshots(count)).rows.map(({ panels }) => panels.length)).toEqual(rows);
  });

  test("a plot stands below, as wide as the sheet", () => {
    const { rows, title } = contactSheet(snapshots(9), { title: "t", plot });
    expect(title).toBe("t");
    expect(rows.at(-1)?.panels).toEqual([{ content: plot, span: 5 }]);
  });
});
