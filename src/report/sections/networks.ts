import type { NetworkContent } from "../content.js";
import { type Html, html } from "../html.js";
import type { Texts } from "../texts/texts.js";

/** What one or two networks have to show: the second stands beside the first where there is room. */
export function beside(networks: readonly NetworkContent[], write: (network: NetworkContent) => Html): Html {
  const written = networks.map(write);
  if (networks.length === 1) return html`${written}`;
  const columns = written.map(
    (content, i) => html`<div><h3>${networks[i]?.facts.name ?? ""}</h3>${content}</div>`,
  );
  return html`<div class="networks">${columns}</div>`;
}

/** Remarks as a list, each once, in English where the report's language has no words for one; nothing where there are none. */
export function remarks({ remarks: heading, remark }: Texts, notes: readonly string[]): Html {
  const distinct = [...new Set(notes)];
  if (distinct.length === 0) return html``;
  const items = distinct.map((note) => {
    const said = remark(note);
    return said === note ? html`<li lang="en">${note}</li>` : html`<li>${said}</li>`;
  });
  return html`<h3>${heading}</h3><ul class="remarks">${items}</ul>`;
}
