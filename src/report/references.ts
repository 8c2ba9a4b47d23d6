import { type Html, html } from "./html.js";

/** The papers that the report's three parts stand on. */
export const references = [
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
    authors: "J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt, B. Kim",
    year: 2018,
    title: "Sanity Checks for Saliency Maps",
    where: "arXiv:1810.03292",
  },
] as const;

/** The numbers under which the list of references has these papers, as links. */
export function cite(...papers: readonly (typeof references)[number]["where"][]): Html {
  const links = papers.map((where) => {
    const number = references.findIndex((reference) => reference.where === where) + 1;
    return html`<a href="#reference-${number}">${number}</a>`;
  });
  return html` [${links.flatMap((link, i) => (i === 0 ? [link] : [", ", link]))}]`;
}
