import { drawMap } from "../../image/draw-map.js";
import type { MethodName } from "../../saliency/index.js";
import type { NetworkContent, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { saliencyCaption } from "../figures/saliency.js";
import { formulas } from "../formulas.js";
import { type Html, html } from "../html.js";
import { cite, methodPapers, methodsOf } from "../references.js";
import type { SaliencyStudy } from "../studies/saliency.js";
import { beside, remarks } from "./networks.js";

/** Part 1: pictures over their maps, with classes and probabilities under them. */
export function saliencySection(context: Context, content: ReportContent): Html {
  const { networks } = content;
  const { texts } = context;
  const all = networks.flatMap(({ saliency }) => saliency);
  const figures =
    all.length === 0
      ? html`<p>${texts.saliency.noPictures}</p>`
      : beside(networks, (network) => figure(context, network));
  return html`<section id="saliency"><h2>1. ${texts.saliency.heading}</h2>
<p>${texts.saliency.question}${cite(content, "arXiv:1312.6034")}</p>
${methodsOf(content).map((method) => explained(context, content, method))}
<p>${texts.saliency.limits}${cite(content, "arXiv:1810.03292")}</p>
${figures}
${remarks(
  texts,
  all.flatMap(({ notes }) => notes),
)}</section>`;
}

/** What a method computes and what its maps show. */
function explained({ texts }: Context, content: ReportContent, method: MethodName): Html {
  const { symbols, methods } = texts.saliency;
  return html`<p class="formula">${formulas.saliency[method]}</p>
<p>${symbols} ${methods[method]}${cite(content, methodPapers[method])}</p>`;
}

function figure(context: Context, { facts, saliency }: NetworkContent): Html {
  const lead = context.figure();
  const cards = saliency.map((study) => card(context, study));
  return html`<figure><div class="cards ${columns(saliency.length)}">${cards}</div>
<figcaption>${lead}${saliencyCaption(saliency, facts.name, context)}${localization(context, saliency)}</figcaption></figure>`;
}

/** How well the maps find the objects, where masks are known. */
function localization({ texts, format }: Context, studies: readonly SaliencyStudy[]): string {
  const judged = studies.flatMap((study) => study.localization ?? []);
  if (judged.length === 0) return "";
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const found = texts.saliency.localization({
    hits: judged.filter(({ hit }) => hit).length,
    of: judged.length,
    chance: format.percent(mean(judged.map(({ area }) => area))),
    overlap: format.fixed(mean(judged.map(({ overlap }) => overlap)), 2),
  });
  return ` ${found}`;
}

/** Even rows where there is room for six pictures side by side, and where there is room for four; never fewer than three. */
function columns(count: number): string {
  const even = (most: number): number => Math.max(3, Math.ceil(count / Math.ceil(count / most)));
  return `wide${even(6)} narrow${even(4)}`;
}

function card(context: Context, study: SaliencyStudy): Html {
  const { picture, image, map, top, target } = study;
  const words = context.texts.saliency;
  const shown = context.picture(image, words.pictureAlt(picture));
  const drawn = context.picture(drawMap(map), words.mapAlt(picture, target.label));
  const other = target.index === top.index ? null : html`<br>${words.mapOf(context.named(target))}`;
  return html`<div>${shown}${drawn}<p><b>${top.label}</b>${context.format.percent(top.probability)}${other}</p></div>`;
}
