import type { Setting } from "../setting.js";
import { type GradCamOptions, gradCam, gradCamSettings } from "./grad-cam.js";
import { gradient } from "./gradient.js";
import { gradientTimesInput } from "./gradient-times-input.js";
import { guidedBackprop } from "./guided-backprop.js";
import {
  type IntegratedGradientsOptions,
  integratedGradients,
  integratedGradientsSettings,
} from "./integrated-gradients.js";
import type { Method } from "./method.js";
import { type SmoothGradOptions, smoothGrad, smoothGradSettings } from "./smooth-grad.js";

/** Everything that some method can be told; each takes what its settings name. */
export type MethodOptions = GradCamOptions & IntegratedGradientsOptions & SmoothGradOptions;

/** A saliency method as the command line and the README list it. */
export interface MethodEntry {
  readonly create: (options?: MethodOptions) => Method;
  /** What it can be told, by the names of its options. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** What it computes, in a few words. */
  readonly summary: string;
  /** Authors, year and arXiv number. */
  readonly paper: string;
}

/** Every saliency method by name. */
export const saliencyMethods = {
  gradient: {
    create: gradient,
    settings: {},
    summary: "largest |∂S/∂x| over the channels",
    paper: "Simonyan et al. 2013, arXiv 1312.6034",
  },
  "gradient-times-input": {
    create: gradientTimesInput,
    settings: {},
    summary: "Σ x · ∂S/∂x over the channels, signed",
    paper: "Shrikumar et al. 2016, arXiv 1605.01713",
  },
  "integrated-gradients": {
    create: integratedGradients,
    settings: integratedGradientsSettings,
    summary: "Σ (x − x′) · mean of ∂S/∂x on the way from x′ to x, signed; adds up to S(x) − S(x′)",
    paper: "Sundararajan et al. 2017, arXiv 1703.01365",
  },
  "smooth-grad": {
    create: smoothGrad,
    settings: smoothGradSettings,
    summary: "largest magnitude over the channels of the mean of ∂S/∂x over noisy copies",
    paper: "Smilkov et al. 2017, arXiv 1706.03825",
  },
  "guided-backprop": {
    create: guidedBackprop,
    settings: {},
    summary:
      "as `gradient`, with positive gradients alone through each ReLU; sharp, not faithful (Adebayo et al. 2018, arXiv 1810.03292)",
    paper: "Springenberg et al. 2014, arXiv 1412.6806",
  },
  "grad-cam": {
    create: gradCam,
    settings: gradCamSettings,
    summary: "ReLU(Σ α · A) over the channels A of a layer, α the mean of ∂S/∂A",
    paper: "Selvaraju et al. 2016, arXiv 1610.02391",
  },
} as const satisfies Record<string, MethodEntry>;

export type MethodName = keyof typeof saliencyMethods;
