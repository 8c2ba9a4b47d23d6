import type { NetworkContent } from "../content.js";
import { type Html, html } from "../html.js";

/** What one or two networks have to show: the second stands beside the first where there is room. */
export function beside(networks: readonly NetworkContent[], write: (network: NetworkContent) => Html): Html {
  const written = networks.map(write);
  if (networks.length === 1) return html`${written}`;
  const columns = written.map(
    (content, i) => html`<div><h3>${networks[i]?.facts.name ?? ""}</h3>${content}</div>`,
  );
  return html`<div class="networks">${columns}</div>`;
}

/** Remarks as a list, each once; nothing where there are none. */
export function remarks(heading: string, notes: readonly string[]): Html {
  const distinct = [...new Set(notes)];
  if (distinct.length === 0) return html``;
  return html`<h3>${heading}</h3><ul class="remarks">${distinct.map((note) => html`<li lang="en">${note}</li>`)}</ul>`;
}
