import type { AttackStudy } from "../report/studies/attack.js";
import type { ClassScore } from "../report/studies/class-score.js";
import type { VisualizationStudy } from "../report/studies/visualization.js";
import { createWording } from "../report/wording.js";

/** The command line speaks English. */
export const wording = createWording("en");
export const { format } = wording;

/** `hay (958), 99.8%` */
export const said = ({ label, index, probability }: ClassScore): string =>
  `${label} (${index}), ${format.percent(probability)}`;

/** An attack as a small table. */
export function attackText({
  picture,
  target,
  success,
  steps,
  before,
  after,
  distances,
}: AttackStudy): string {
  const { l2, linf, levels, psnr, ssim } = distances;
  const rows = [
    ["before", said(before.top)],
    ["after", `${said(after.top)}, read back from the file`],
    ["target", `${format.percent(before.target.probability)} → ${format.percent(after.target.probability)}`],
    ["steps", String(steps)],
    ["L2", format.short(l2)],
    ["L∞", `${format.short(linf)} (${format.number(levels, 1)}/255)`],
    ["PSNR", `${format.number(psnr, 1)} dB`],
    ["SSIM", ssim === null ? "–" : format.number(ssim, 4)],
  ] as const;
  const heading = `${picture}: ${success ? "fooled" : "not fooled"}, target ${target.label} (${target.index})`;
  return [heading, ...rows.map(([name, value]) => `  ${name.padEnd(7)} ${value}`)].join("\n");
}

/** `tarantula (76): score 31.4, probability 99.8%; rate 5, 200 steps, λ 0.001` */
export function visualizationText({
  target,
  layer,
  settings,
  scores,
  probabilities,
}: VisualizationStudy): string {
  const { rate, steps, l2 } = settings;
  const score = format.short(scores.at(-1) ?? Number.NaN);
  const probability = format.percent(probabilities.at(-1) ?? Number.NaN);
  const made = `rate ${rate}, ${steps} steps, λ ${l2}`;
  if (layer !== null) return `${target.label}: mean activation ${score}; ${made}`;
  return `${target.label} (${target.index}): score ${score}, probability ${probability}; ${made}`;
}
