import { RegardError } from "../errors.js";
import { fields } from "../model/fields.js";

/** A picture of a published figure and the numbers under it. Probabilities are in [0, 1]. */
export interface PublishedFigure {
  /** Its place among the pictures, from 0. */
  readonly picture: number;
  /** The class that it is of, and how probable that is. */
  readonly class: number;
  readonly probability: number;
  /** After how many updates the network takes it for the target, and how probable that is then. */
  readonly steps: number;
  readonly fooled: number;
}

/** Published figures and how they were made: recipe `tp8`, from pictures of the network's own size. */
export interface Published {
  /** How many pictures there are. */
  readonly pictures: number;
  /** The network, by a name or a path. */
  readonly model: string;
  readonly target: number;
  readonly rate: number;
  readonly figures: readonly PublishedFigure[];
}

/** The only numbers that the figures of the assignment show: daisy, bee eater, space shuttle and sports car become stingrays. */
export const assignment: Published = {
  pictures: 25,
  model: "squeezenet1_1",
  target: 6,
  rate: 0.5,
  figures: [
    { picture: 20, class: 985, probability: 0.8591, steps: 16, fooled: 0.0797 },
    { picture: 13, class: 92, probability: 0.772, steps: 10, fooled: 0.4019 },
    { picture: 19, class: 812, probability: 0.608, steps: 6, fooled: 0.126 },
    { picture: 8, class: 817, probability: 0.2115, steps: 16, fooled: 0.1588 },
  ],
};

/** Published figures from the text of a JSON file in the form of `Published`. Throws `RegardError("model")` for anything else. */
export function readPublished(text: string, file: string): Published {
  const top = fields(parse(text, file), file);
  const figures = top.raw("figures");
  if (!Array.isArray(figures) || figures.length === 0) throw top.error("figures", "a list of figures");
  const count = (of: typeof top, name: string): number => {
    const value = of.number(name, Number.NaN);
    if (!(Number.isInteger(value) && value >= 0)) throw of.error(name, "a whole number from 0 up");
    return value;
  };
  const positive = (of: typeof top, name: string, most = Number.POSITIVE_INFINITY): number => {
    const value = of.number(name, Number.NaN);
    if (!(value > 0 && value <= most)) {
      throw of.error(name, `a positive number${most === 1 ? " up to 1" : ""}`);
    }
    return value;
  };
  return {
    pictures: count(top, "pictures"),
    model: top.string("model") ?? assignment.model,
    target: count(top, "target"),
    rate: positive(top, "rate"),
    figures: figures.map((each, i): PublishedFigure => {
      const figure = fields(each, `${file}, figure ${i}`);
      return {
        picture: count(figure, "picture"),
        class: count(figure, "class"),
        probability: positive(figure, "probability", 1),
        steps: count(figure, "steps"),
        fooled: positive(figure, "fooled", 1),
      };
    }),
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RegardError("model", `${file} is not JSON`, { cause });
  }
}
