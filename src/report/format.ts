/** Numbers as people of a language write them. */
export interface Format {
  /** At most `digits` digits after the point. */
  number(value: number, digits?: number): string;
  /** Exactly `digits` digits after the point, for columns of a table. */
  fixed(value: number, digits: number): string;
  /** Three significant digits, as a power of ten where that is shorter. */
  short(value: number): string;
  /** A probability as a percentage, honest at both ends: `"> 99.9%"`, `"< 0.1%"` (with an unbreakable space); exactly none and all are `"0%"` and `"100%"`. */
  percent(probability: number): string;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function createFormat(language: string): Format {
  const minus = (text: string): string => text.replace("-", "−");
  const number = (value: number, digits = 2): string =>
    minus(new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value));
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const percentage = (value: number, digits: number): string =>
    new Intl.NumberFormat(language, {
      ...{ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits },
    }).format(value);
  return {
    number,
    fixed: (value, digits) =>
      Number.isFinite(value)
        ? minus(
            new Intl.NumberFormat(language, {
              ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
            }).format(value),
          )
        : "∞",
    short(value) {
      const magnitude = Math.abs(value);
      if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
      if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e5)) return minus(significant.format(value));
      const exponent = Math.floor(Math.log10(magnitude));
      const raised = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join("");
      return `${number(value / 10 ** exponent, 1)} × 10${exponent < 0 ? "⁻" : ""}${raised}`;
    },
    percent(probability) {
      if (probability === 0 || probability === 1) return percentage(probability, 0);
      if (probability > 0.999) return `> ${percentage(0.999, 1)}`;
      if (probability < 0.001) return `< ${percentage(0.001, 1)}`;
      return percentage(probability, 1);
    },
  };
}
