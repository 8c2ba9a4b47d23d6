import type { Explainer } from "../../explainer.js";
import type { NetworkContent } from "../../report/content.js";
import { renderReport } from "../../report/page.js";
import type { NamedPicture } from "../../report/studies/named-picture.js";
import { createWording } from "../../report/wording.js";
import { uniqueSlug } from "../files.js";
import type { Folder } from "../folder.js";
import { loadFonts } from "../fonts.js";
import { version } from "../version.js";
import { interview } from "./network.js";
import type { ReportOptions } from "./options.js";

/**
 * Asks one network, or two that are to be compared, the three questions about the pictures and writes `index.html`, complete
 * in itself, with its figures beside it as PNG. Gives the path of the page. Without pictures only classes are visualized.
 */
export async function makeReport(
  folder: Folder,
  explainers: readonly Explainer[],
  pictures: readonly NamedPicture[],
  options: ReportOptions,
): Promise<string> {
  const { language, seed = 0, command = null, signal } = options;
  const wording = createWording(language);
  const taken = new Set<string>();
  const networks: NetworkContent[] = [];
  for (const explainer of explainers) {
    const name = uniqueSlug(explainer.model.name, taken);
    const prefix = explainers.length > 1 ? `${name}.` : "";
    const isSecond = networks.length > 0;
    networks.push(await interview({ folder, explainer, pictures, options, wording, prefix, isSecond }));
  }
  signal?.throwIfAborted();
  const content = { language, version: await version(), command, seed, networks };
  return folder.write("index.html", "report", await renderReport(content, await loadFonts()));
}
