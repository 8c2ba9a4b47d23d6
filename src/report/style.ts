import { style as figure } from "../image/figure/style.js";

/** What each color of a plot becomes on the page. */
const roles = { ink: "ink", muted: "soft", hairline: "rule", grid: "rule", background: "paper" } as const;

/** Lighter ones of the same palette, for a dark ground. */
const onDark = [figure.series[5], figure.series[4]];
const night = onDark
  .map(
    (color, i) =>
      `.plot [stroke="${figure.series[i]}"] { stroke: ${color}; } .plot [fill="${figure.series[i]}"] { fill: ${color}; }`,
  )
  .join("\n  ");

const themed = (Object.keys(roles) as (keyof typeof roles)[])
  .flatMap((name) =>
    ["fill", "stroke"].map((kind) => `.plot [${kind}="${figure[name]}"] { ${kind}: var(--${roles[name]}); }`),
  )
  .join("\n");

function columns(room: string, from: number, to: number): string {
  const counts = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const rule = (count: number): string =>
    `.cards.${room}${count} { grid-template-columns: repeat(${count}, minmax(0, 1fr)); }`;
  return counts.map(rule).join("\n  ");
}

/** The report's one style sheet: system fonts, light and dark, paper, from 360 pixels up. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1f1d1a; --soft: #625c53; --rule: #dcd6cb; --panel: #f4f1eb; --accent: #9a3412;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #171614; --ink: #ebe7e0; --soft: #aaa398; --rule: #3b3732; --panel: #211f1c; --accent: #f0a070; }
  ${night}
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--serif); }
header, main, footer { max-width: 64rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 3rem); }
header { padding-block: clamp(2rem, 6vw, 4.5rem) 1.5rem; }
p, ol.references, ul.remarks { max-width: 42rem; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; font-weight: 600; }
h1 { font-size: clamp(1.9rem, 5vw, 2.9rem); margin: .3rem 0 .6rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.6rem; margin: 0 0 1rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .75rem; overflow-wrap: anywhere; }
.eyebrow { margin: 0; font: 600 .8rem/1.4 var(--sans); letter-spacing: .09em; text-transform: uppercase; color: var(--accent); }
.lead { font-size: 1.2rem; line-height: 1.5; color: var(--soft); margin: 0 0 1.5rem; }
nav ol { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: 1.5rem 0 0; padding: .8rem 0; list-style: none;
  border-block: 1px solid var(--rule); font: .9rem/1.5 var(--sans); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
section { padding-block: 2.5rem 1rem; }
section + section { border-top: 1px solid var(--rule); }
var { font-style: italic; }
sub, sup { font-size: .75em; line-height: 0; }
.formula { margin: 1.2rem 0; padding-inline: 1.5rem; font-size: 1.15rem; max-width: none; }
.formula span, .formula + .formula { white-space: nowrap; }
.formula .gap { margin-inline-start: 1.5em; }
figure { margin: 1.8rem 0 2.2rem; container-type: inline-size; }
figcaption { margin-top: .9rem; max-width: 52rem; font: .875rem/1.5 var(--sans); color: var(--soft); }
figcaption b { color: var(--ink); font-weight: 600; }
img { display: block; width: 100%; height: auto; border-radius: 3px; background: var(--panel); }
img.tiny { image-rendering: pixelated; }
.networks { display: grid; gap: 0 3rem; }
.networks > * { min-width: 0; }
.cards, .panels, .sheet { display: grid; gap: 1rem .8rem; }
.two header, .two main, .two footer { max-width: 88rem; }
.cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.panels { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.sheet { grid-template-columns: repeat(auto-fit, minmax(5rem, 1fr)); gap: .6rem; }
.cards img + img { margin-top: .35rem; }
.cards p, .panels p, .sheet p { margin: .4rem 0 0; font: .82rem/1.4 var(--sans); color: var(--soft); overflow-wrap: anywhere; }
.cards b, .panels b { display: block; color: var(--ink); font-weight: 600; }
.sheet p { text-align: center; font-size: .75rem; margin-top: .25rem; }
.vision { display: grid; gap: 1.2rem; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr); align-items: start; margin-bottom: 1.2rem; }
.vision.from { grid-template-columns: minmax(0, 15rem) minmax(0, 15rem) minmax(0, 1fr); }
.vision p { margin: .4rem 0 0; font: .82rem/1.4 var(--sans); color: var(--soft); }
.plot { display: block; width: 100%; height: auto; max-width: 34rem; }
${themed}
p a[href^="#reference"] { text-decoration: none; }
.scroll { overflow-x: auto; margin: 1.5rem 0 2rem; }
table { border-collapse: collapse; font: .9rem/1.45 var(--sans); font-variant-numeric: tabular-nums; border-block: 2px solid var(--ink); }
caption { text-align: start; padding-bottom: .6rem; color: var(--soft); font-size: .875rem; }
caption b { color: var(--ink); }
th, td { padding: .42rem 1.4rem .42rem 0; text-align: start; vertical-align: top; border-top: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; font-weight: 600; white-space: nowrap; }
tbody tr:first-child > * { border-top-color: var(--ink); }
tbody th { font-weight: 400; color: var(--soft); }
td.number, th.number { text-align: end; white-space: nowrap; }
.settings th { white-space: nowrap; }
.settings td { min-width: 9rem; overflow-wrap: anywhere; }
.remarks { padding-left: 1.1rem; font: .9rem/1.5 var(--sans); color: var(--soft); }
pre { max-width: 100%; margin: 1rem 0; padding: .8rem 1rem; background: var(--panel); border-radius: 4px; font: .85rem/1.55 var(--mono);
  white-space: pre-wrap; overflow-wrap: anywhere; }
.references { padding-left: 1.5rem; font-size: 1rem; }
.references li { margin-block: .5rem; }
footer { padding-block: 1.5rem 3rem; font: .85rem/1.5 var(--sans); color: var(--soft); border-top: 1px solid var(--rule); }
@media (min-width: 64rem) { .two .networks { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
/* What a figure looks like depends on its own room: beside another network it has half of the page. */
@container (min-width: 30rem) {
  ${columns("narrow", 3, 4)}
}
@container (min-width: 50rem) {
  ${columns("wide", 3, 6)}
}
@container (max-width: 44rem) {
  .vision.from { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .vision.from > .curve { grid-column: 1 / -1; }
  .sheet { grid-template-columns: repeat(5, minmax(0, 1fr)); }
}
@container (max-width: 30rem) {
  .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .vision { grid-template-columns: minmax(0, 1fr); }
  .sheet { gap: .45rem; }
}
@media (max-width: 30rem) {
  .formula { padding-inline: .5rem; font-size: 1.05rem; }
  .formula .gap { margin-inline-start: .6em; }
}
@media print {
  @page { margin: 18mm 16mm; }
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --panel: #f3f3f3; --accent: #000; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding-inline: 0; }
  nav { display: none; }
  section { padding-block: 1.2rem .5rem; }
  h2, h3, caption { break-after: avoid; }
  .cards > *, .panels, .vision, .sheet > *, tr, figcaption { break-inside: avoid; }
  .panels { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  a { text-decoration: none; }
}
`;
