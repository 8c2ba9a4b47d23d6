import type { ReportContent } from "../content.js";
import type { Context } from "../context.js";
import { type Html, html } from "../html.js";
import { papersOf } from "../references.js";

/** How to repeat the report, and the papers it stands on. */
export function referencesSection({ texts }: Context, content: ReportContent): Html {
  const { command } = content;
  const repeat =
    command === null
      ? null
      : html`<section id="repeat"><h2>${texts.reproduce.heading}</h2>
<p>${texts.reproduce.text}</p><pre><code>${command}</code></pre></section>
`;
  return html`${repeat}<section id="references"><h2>${texts.references}</h2>
<ol class="references">${papersOf(content).map(
    ({ authors, year, title, where }, i) =>
      html`<li id="reference-${i + 1}">${authors} (${year}). <cite lang="en">${title}</cite>. ${where}.</li>`,
  )}</ol></section>`;
}
