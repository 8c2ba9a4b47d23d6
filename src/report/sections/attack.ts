import type { NetworkContent, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { attackPanels, ballOf } from "../figures/attack.js";
import { formulas } from "../formulas.js";
import { type Html, html } from "../html.js";
import { cite } from "../references.js";
import type { AttackStudy } from "../studies/attack.js";
import { beside, remarks } from "./networks.js";

/** Part 2: four panels for each attack, and the numbers. */
export function attackSection(context: Context, content: ReportContent): Html {
  const { networks } = content;
  const { texts } = context;
  const all = networks.flatMap(({ attacks }) => attacks);
  const [first] = all;
  if (!first) return html``;
  const { method, formula, limits } = explained(context, first);
  return html`<section id="attack"><h2>2. ${texts.attack.heading}</h2>
<p>${texts.attack.question}${cite(content, "arXiv:1312.6199", "arXiv:1412.6572")} ${method}</p>
<p class="formula">${formula}</p>
<p>${limits}${first.settings.norm ? cite(content, "arXiv:1706.06083") : null}</p>
<p>${texts.attack.display}</p>
${beside(networks, (network) => figures(context, network))}
${table(context, networks)}
${remarks(
  texts,
  all.flatMap(({ notes }) => notes),
)}</section>`;
}

/** How the picture is changed, and how far. */
function explained({ texts, format }: Context, { settings }: AttackStudy) {
  const { method, limits, letter, ballMethod, ballLimits } = texts.attack;
  const rate = format.short(settings.rate);
  const [ball] = ballOf(settings, { texts, format });
  if (ball) {
    const { norm, symbol, radius } = ball;
    return {
      method: ballMethod,
      formula: formulas.ball[norm],
      limits: ballLimits(symbol, radius, rate, settings.maxSteps),
    };
  }
  return {
    method,
    formula: formulas.attack,
    limits: settings.valid ? limits(rate, settings.maxSteps) : letter,
  };
}

function figures(context: Context, { facts, attacks }: NetworkContent): Html {
  return html`${attacks.map((study) => figure(context, facts.name, study))}`;
}

function figure(context: Context, model: string, study: AttackStudy): Html {
  const lead = context.figure();
  const { panels, caption } = attackPanels(study, model, context);
  const shown = panels.map(({ title, image, under }) => {
    const picture = context.picture(image, `${title}${context.texts.colon}${study.picture}`);
    return html`<div>${picture}<p><b>${title}</b>${under}</p></div>`;
  });
  return html`<figure><div class="panels">${shown}</div>
<figcaption>${lead}${caption}</figcaption></figure>`;
}

function table(context: Context, networks: readonly NetworkContent[]): Html {
  const { columns, tableCaption } = context.texts.attack;
  const isSeveral = networks.length > 1;
  const texts = [...(isSeveral ? [columns.network] : []), columns.picture, columns.target];
  const numbers = [columns.steps, columns.before, columns.after, "L₂", "L∞", "PSNR", "SSIM"];
  const rows = networks.flatMap(({ facts, attacks }) =>
    attacks.map((study) => row(context, study, isSeveral ? html`<td>${facts.name}</td>` : null)),
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${tableCaption}"><table>
<caption>${context.table()}${tableCaption}</caption>
<thead><tr>${texts.map((title) => html`<th scope="col">${title}</th>`)}
${numbers.map((title) => html`<th scope="col" class="number">${title}</th>`)}<th scope="col">${columns.result}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function row({ format, texts }: Context, study: AttackStudy, network: Html | null): Html {
  const { picture, target, steps, before, after, distances, success } = study;
  const { l2, levels, psnr, ssim } = distances;
  const words = texts.attack;
  const numbers = [
    String(steps),
    format.percent(before.target.probability),
    format.percent(after.target.probability),
    format.fixed(l2, 3),
    words.levels(format.number(levels, 0)),
    `${format.fixed(psnr, 1)} dB`,
    ssim === null ? "–" : format.fixed(ssim, 4),
  ];
  return html`<tr>${network}<td>${picture}</td><td>${target.label}</td>
${numbers.map((number) => html`<td class="number">${number}</td>`)}<td>${success ? words.success : words.failure}</td></tr>`;
}
