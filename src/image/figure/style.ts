/** Colors, sizes in pixels and distances of every figure, so that all look like one hand's work. */
export const style = {
  background: "#ffffff",
  ink: "#1b1f23",
  muted: "#5b636b",
  hairline: "#c9ced3",
  grid: "#eceef0",
  /** Okabe and Ito's palette, told apart by color-blind readers too. */
  series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"],
  dashes: [undefined, "7 3.5", "2 3", "9 3 2 3", "4 4", "1 2"],
  title: 19,
  heading: 13.5,
  caption: 13,
  small: 12,
  tick: 11,
  /** Line height as a multiple of the size. */
  leading: 1.38,
  margin: 26,
  gap: 16,
} as const;
