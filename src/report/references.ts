import type { MethodName } from "../saliency/index.js";
import type { ReportContent } from "./content.js";
import { formulas } from "./formulas.js";
import { type Html, html } from "./html.js";

/** The papers that reports stand on. */
const references = [
  {
    authors: "K. Simonyan, A. Vedaldi, A. Zisserman",
    year: 2013,
    title: "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps",
    where: "arXiv:1312.6034",
  },
  {
    authors: "C. Szegedy, W. Zaremba, I. Sutskever, J. Bruna, D. Erhan, I. Goodfellow, R. Fergus",
    year: 2013,
    title: "Intriguing properties of neural networks",
    where: "arXiv:1312.6199",
  },
  {
    authors: "I. J. Goodfellow, J. Shlens, C. Szegedy",
    year: 2014,
    title: "Explaining and Harnessing Adversarial Examples",
    where: "arXiv:1412.6572",
  },
  {
    authors: "J. Yosinski, J. Clune, A. Nguyen, T. Fuchs, H. Lipson",
    year: 2015,
    title: "Understanding Neural Networks Through Deep Visualization",
    where: "arXiv:1506.06579",
  },
  {
    authors: "J. T. Springenberg, A. Dosovitskiy, T. Brox, M. Riedmiller",
    year: 2014,
    title: "Striving for Simplicity: The All Convolutional Net",
    where: "arXiv:1412.6806",
  },
  {
    authors: "A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje",
    year: 2016,
    title: "Not Just a Black Box: Learning Important Features Through Propagating Activation Differences",
    where: "arXiv:1605.01713",
  },
  {
    authors: "R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh, D. Batra",
    year: 2016,
    title: "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
    where: "arXiv:1610.02391",
  },
  {
    authors: "M. Sundararajan, A. Taly, Q. Yan",
    year: 2017,
    title: "Axiomatic Attribution for Deep Networks",
    where: "arXiv:1703.01365",
  },
  {
    authors: "A. Madry, A. Makelov, L. Schmidt, D. Tsipras, A. Vladu",
    year: 2017,
    title: "Towards Deep Learning Models Resistant to Adversarial Attacks",
    where: "arXiv:1706.06083",
  },
  {
    authors: "D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg",
    year: 2017,
    title: "SmoothGrad: removing noise by adding noise",
    where: "arXiv:1706.03825",
  },
  {
    authors: "J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt, B. Kim",
    year: 2018,
    title: "Sanity Checks for Saliency Maps",
    where: "arXiv:1810.03292",
  },
] as const;

type Paper = (typeof references)[number]["where"];

/** Which paper each saliency method is from. */
export const methodPapers: Readonly<Record<MethodName, Paper>> = {
  gradient: "arXiv:1312.6034",
  "gradient-times-input": "arXiv:1605.01713",
  "integrated-gradients": "arXiv:1703.01365",
  "smooth-grad": "arXiv:1706.03825",
  "guided-backprop": "arXiv:1412.6806",
  "grad-cam": "arXiv:1610.02391",
};

/** The paper of attacks that stay in a ball. */
const ball: Paper = "arXiv:1706.06083";

/** The saliency methods of a report, as far as they have a name here; `gradient` where it has no maps. */
export function methodsOf({ networks }: ReportContent): MethodName[] {
  const methods = networks.flatMap(({ saliency }) => saliency.map(({ method }) => method));
  const isKnown = (name: string): name is MethodName => Object.hasOwn(formulas.saliency, name);
  return methods.length === 0 ? ["gradient"] : [...new Set(methods)].filter(isKnown);
}

/** The papers that a report stands on: not those of methods that it does not use. */
export function papersOf(content: ReportContent) {
  const isBounded = content.networks.some(({ attacks }) => attacks.some(({ settings }) => settings.norm));
  const used = [...methodsOf(content).map((method) => methodPapers[method]), ...(isBounded ? [ball] : [])];
  const others = new Set<string>([...Object.values(methodPapers), ball]);
  // Class visualization is from the paper of the gradient map.
  others.delete("arXiv:1312.6034");
  return references.filter(({ where }) => used.includes(where) || !others.has(where));
}

/** The numbers under which the list of references has these papers, as links. */
export function cite(content: ReportContent, ...papers: readonly Paper[]): Html {
  const listed = papersOf(content);
  const links = papers.map((where) => {
    const number = listed.findIndex((reference) => reference.where === where) + 1;
    return html`<a href="#reference-${number}">${number}</a>`;
  });
  return html` [${links.flatMap((link, i) => (i === 0 ? [link] : [", ", link]))}]`;
}
