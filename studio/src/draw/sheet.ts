/** A picture of a sheet, what it is and what is said of it. */
export interface Panel {
  readonly title: string;
  /** `null` leaves its place empty. */
  readonly picture: HTMLCanvasElement | null;
  readonly caption: string;
}

export interface Column {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const [side, gap, heading, line] = [384, 32, 48, 28];

/** Columns of pictures side by side, each under its name, in the page's own colors. */
export function sheetCanvas(columns: readonly Column[]): HTMLCanvasElement {
  const rows = Math.max(...columns.map(({ panels }) => panels.length));
  const canvas = document.createElement("canvas");
  canvas.width = columns.length * (side + gap) + gap;
  canvas.height = gap + heading + rows * (side + 2 * line + gap);
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const style = getComputedStyle(document.body);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = style.color;
  const write = (text: string, size: string, x: number, y: number): void => {
    context.font = `${size} ${style.fontFamily}`;
    context.fillText(shortened(context, text), x, y);
  };
  for (const [i, { title, panels }] of columns.entries()) {
    const x = gap + i * (side + gap);
    write(title, "600 26px", x, gap + 26);
    for (const [j, { title, picture, caption }] of panels.entries()) {
      const y = gap + heading + j * (side + 2 * line + gap);
      write(title, "600 17px", x, y + 18);
      // Small pictures are seen as the pixels that they are.
      context.imageSmoothingEnabled = picture !== null && picture.width > side / 2;
      if (picture) context.drawImage(picture, x, y + line, side, (side * picture.height) / picture.width);
      write(caption, "15px", x, y + line + side + 20);
    }
  }
  return canvas;
}

/** As much of a text as a column has room for. */
function shortened(context: CanvasRenderingContext2D, text: string): string {
  if (context.measureText(text).width <= side) return text;
  let end = text.length;
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > side) end--;
  return `${text.slice(0, end)}…`;
}
