import type { NetworkContent, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { attackPanels } from "../figures/attack.js";
import { formulas } from "../formulas.js";
import { type Html, html } from "../html.js";
import type { AttackStudy } from "../studies/attack.js";
import { beside, remarks } from "./networks.js";

/** Part 2: four panels for each attack, and the numbers. */
export function attackSection(context: Context, { networks }: ReportContent): Html {
  const { texts, format } = context;
  const all = networks.flatMap(({ attacks }) => attacks);
  const [first] = all;
  if (!first) return html``;
  const limits = first.settings.valid
    ? texts.attack.limits(format.short(first.settings.rate), first.settings.maxSteps)
    : texts.attack.letter;
  return html`<section id="attack"><h2>2. ${texts.attack.heading}</h2>
<p>${texts.attack.question}</p>
<p class="formula">${formulas.attack}</p>
<p>${limits}</p>
<p>${texts.attack.display}</p>
${beside(networks, (network) => figures(context, network))}
${remarks(
  texts.remarks,
  all.flatMap(({ notes }) => notes),
)}</section>`;
}

function figures(context: Context, { facts, attacks }: NetworkContent): Html {
  const written = attacks.map((study) => figure(context, facts.name, study));
  return html`${written}${table(context, facts.name, attacks)}`;
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

function table(context: Context, model: string, attacks: readonly AttackStudy[]): Html {
  const { format, texts } = context;
  const { columns, ...words } = texts.attack;
  const rows = attacks.map(
    ({ picture, target, steps, before, after, distances, success }) => html`<tr><td>${picture}</td>
<td>${target.label}</td><td class="number">${steps}</td>
<td class="number">${format.percent(before.target.probability)}</td><td class="number">${format.percent(after.target.probability)}</td>
<td class="number">${format.short(distances.l2)}</td><td class="number">${words.levels(format.number(distances.levels, 0))}</td>
<td class="number">${format.number(distances.psnr, 1)} dB</td><td class="number">${distances.ssim === null ? "–" : format.number(distances.ssim, 4)}</td>
<td>${success ? words.success : words.failure}</td></tr>`,
  );
  const numeric = [columns.steps, columns.before, columns.after, "L₂", "L∞", "PSNR", "SSIM"];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.tableCaption(model)}"><table>
<caption>${context.table()}${words.tableCaption(model)}</caption>
<thead><tr><th scope="col">${columns.picture}</th><th scope="col">${columns.target}</th>
${numeric.map((title) => html`<th scope="col" class="number">${title}</th>`)}<th scope="col">${columns.result}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
