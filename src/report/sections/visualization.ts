import type { Image } from "../../image/image.js";
import { resize } from "../../image/resize.js";
import type { NetworkContent, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { curvePlot, visualizationCaption } from "../figures/visualization.js";
import { formulas } from "../formulas.js";
import { type Html, html } from "../html.js";
import { cite } from "../references.js";
import type { VisualizationStudy } from "../studies/visualization.js";
import { beside, remarks } from "./networks.js";

/** Part 3: each picture with its score on the way and its snapshots. */
export function visualizationSection(context: Context, content: ReportContent): Html {
  const { networks } = content;
  const { texts } = context;
  const words = texts.visualization;
  const all = networks.flatMap(({ visualizations }) => visualizations);
  const fromPicture = all.some(({ from }) => from !== null) ? html`<p>${words.fromPicture}</p>` : null;
  return html`<section id="visualization"><h2>3. ${words.heading}</h2>
<p>${words.question}${cite(content, "arXiv:1312.6034")} ${words.method}</p>
<p class="formula">${formulas.visualization}</p>
<p>${words.meaning}</p>
<p class="formula">${formulas.step}</p>
<p>${words.regularization}${cite(content, "arXiv:1506.06579")}</p>
${fromPicture}
${beside(networks, (network) => figures(context, network))}
${remarks(
  texts,
  all.flatMap(({ notes }) => notes),
)}</section>`;
}

/** Snapshots are shown small; whole, they would be most of the page's bytes. */
const thumbnailWidth = 144;

function thumbnail(image: Image): Image {
  const scale = thumbnailWidth / image.width;
  return scale < 1
    ? resize(image, thumbnailWidth, Math.max(1, Math.round(image.height * scale)), "lanczos")
    : image;
}

function figures(context: Context, { facts, visualizations }: NetworkContent): Html {
  return html`${visualizations.map((study) => figure(context, facts.name, study))}`;
}

function figure(context: Context, model: string, study: VisualizationStudy): Html {
  const { texts } = context;
  const words = texts.visualization;
  const { target, from, image } = study;
  const lead = context.figure();
  const captioned = (picture: Image, alt: string, title: string): Html =>
    html`<div>${context.picture(picture, alt)}<p>${title}</p></div>`;
  const start = from && captioned(from.image, texts.saliency.pictureAlt(from.name), words.start);
  const result = captioned(image, words.imageAlt(target.label), words.result);
  const snapshots = study.snapshots.map(({ step, image: each }) =>
    captioned(thumbnail(each), words.stepAlt(target.label, step), words.step(step)),
  );
  const curve = context.plot(curvePlot(study, context), words.curveAlt(target.label));
  return html`<figure><div class="vision${from ? " from" : ""}">${start}${result}<div class="curve">${curve}</div></div>
<div class="sheet">${snapshots}</div>
<figcaption>${lead}${visualizationCaption(study, model, context)}</figcaption></figure>`;
}
