import type { Fonts } from "../image/figure/font.js";
import type { ReportContent } from "./content.js";
import { type Context, createContext } from "./context.js";
import { type Html, html, raw } from "./html.js";
import { attackSection } from "./sections/attack.js";
import { referencesSection } from "./sections/references.js";
import { saliencySection } from "./sections/saliency.js";
import { settingsSection } from "./sections/settings.js";
import { visualizationSection } from "./sections/visualization.js";
import { style } from "./style.js";

/**
 * The report as one HTML page that is complete in itself: pictures embedded, no script, nothing loaded from elsewhere,
 * and a Content-Security-Policy that forbids all of it. Plots are set in `fonts`.
 */
export async function renderReport(content: ReportContent, fonts: Fonts): Promise<string> {
  const context = createContext(content.language, fonts);
  const { texts } = context;
  const title = texts.title(content.networks.map(({ facts }) => facts.name));
  return html`<!DOCTYPE html>
<html lang="${content.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Regard ${content.version}">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body${content.networks.length > 1 ? raw(' class="two"') : null}>
<header>
<p class="eyebrow">${texts.subtitle}</p>
<h1>${title}</h1>
<p class="lead">${texts.lead}</p>
${settingsSection(context, content)}
${contents(context, content)}
</header>
<main>
${saliencySection(context, content)}
${attackSection(context, content)}
${visualizationSection(context, content)}
${referencesSection(context, content)}
</main>
<footer><p>${texts.footer(content.version)}</p></footer>
</body>
</html>
`.text;
}

function contents({ texts }: Context, { networks }: ReportContent): Html {
  const parts = [
    ["saliency", texts.saliency.heading, true],
    ["attack", texts.attack.heading, networks.some(({ attacks }) => attacks.length > 0)],
    ["visualization", texts.visualization.heading, true],
    ["references", texts.references, true],
  ] as const;
  const links = parts
    .filter(([, , present]) => present)
    .map(([id, heading]) => html`<li><a href="#${id}">${heading}</a></li>`);
  return html`<nav aria-label="${texts.contents}"><ol>${links}</ol></nav>`;
}

/** Nothing may be loaded but the pictures within the page and this one style sheet, known by its hash. */
async function policy(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
