import { spaceOf } from "../../model/space.js";
import type { NetworkFacts, ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { type Html, html } from "../html.js";
import { normalization, preparation } from "../preparation.js";
import { remarks } from "./networks.js";

/** The table of what was examined: a column for each network. */
export function settingsSection(context: Context, { networks, seed }: ReportContent): Html {
  const { texts, format } = context;
  const words = texts.settings;
  const rows: readonly (readonly [title: string, value: (facts: NetworkFacts) => string])[] = [
    [words.classes, ({ classes }) => format.number(classes)],
    [words.input, ({ size }) => words.inputValue(size.width, size.height)],
    [words.preparation, ({ preprocessing }) => preparation(context, preprocessing)],
    [words.normalization, ({ preprocessing }) => normalization(context, preprocessing)],
    [words.unit, (facts) => words.unitValue(format.number(spaceOf(facts).unit, 3))],
    [words.origin, ({ preprocessing: { origin } }) => (origin === "assumed" ? words.assumed : origin)],
    [words.runtime, ({ runtime }) => runtime],
    [words.seed, () => String(seed)],
  ];
  const facts = networks.map((network) => network.facts);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.caption}"><table class="settings">
<caption>${context.table()}${words.caption}</caption>
<thead><tr><th scope="col">${words.network}</th>${facts.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([title, value]) =>
      html`<tr><th scope="row">${title}</th>${facts.map((each) => html`<td>${value(each)}</td>`)}</tr>`,
  )}</tbody></table></div>
${remarks(
  texts,
  facts.flatMap(({ name, notes }) => notes.map((note) => (facts.length > 1 ? `${name}: ${note}` : note))),
)}`;
}
