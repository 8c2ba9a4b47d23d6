import type { NetworkContent, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { curvePlot, visualizationCaption } from "../figures/visualization.js";
import { formulas } from "../formulas.js";
import { type Html, html } from "../html.js";
import type { VisualizationStudy } from "../studies/visualization.js";
import { beside, remarks } from "./networks.js";

/** Part 3: each picture with its score on the way and its snapshots. */
export function visualizationSection(context: Context, { networks }: ReportContent): Html {
  const { texts } = context;
  const words = texts.visualization;
  const all = networks.flatMap(({ visualizations }) => visualizations);
  const fromPicture = all.some(({ from }) => from !== null) ? html`<p>${words.fromPicture}</p>` : null;
  return html`<section id="visualization"><h2>3. ${words.heading}</h2>
<p>${words.question}</p>
<p class="formula">${formulas.visualization}</p>
<p>${words.meaning}</p>
<p class="formula">${formulas.step}</p>
<p>${words.regularization}</p>
${fromPicture}
${beside(networks, (network) => figures(context, network))}
${remarks(
  texts.remarks,
  all.flatMap(({ notes }) => notes),
)}</section>`;
}

function figures(context: Context, { facts, visualizations }: NetworkContent): Html {
  return html`${visualizations.map((study) => figure(context, facts.name, study))}`;
}

function figure(context: Context, model: string, study: VisualizationStudy): Html {
  const { texts } = context;
  const words = texts.visualization;
  const { target, from, image } = study;
  const lead = context.figure();
  const captioned = (picture: VisualizationStudy["image"], alt: string, title: string): Html =>
    html`<div>${context.picture(picture, alt)}<p>${title}</p></div>`;
  const start = from && captioned(from.image, texts.saliency.pictureAlt(from.name), words.start);
  const result = captioned(image, words.imageAlt(target.label), words.result);
  const snapshots = study.snapshots.map(({ step, image: each }) =>
    captioned(each, words.stepAlt(target.label, step), words.step(step)),
  );
  const curve = context.plot(curvePlot(study, context), words.curveAlt(target.label));
  return html`<figure><div class="vision${from ? " from" : ""}">${start}${result}<div class="curve">${curve}</div></div>
<div class="sheet">${snapshots}</div>
<figcaption>${lead}${visualizationCaption(study, model, context)}</figcaption></figure>`;
}
