import type { MethodName } from "../saliency/index.js";
import { type Html, html } from "./html.js";

const slope = html`∂<var>S<sub>y</sub></var> / ∂<var>x<sub>cij</sub></var>`;
const map = html`<var>M<sub>ij</sub></var>`;

/** What each saliency method computes. */
const saliency: Readonly<Record<MethodName, Html>> = {
  gradient: html`${map} = max<sub><var>c</var></sub> |${slope}|`,
  "gradient-times-input": html`${map} = Σ<sub><var>c</var></sub> <var>x<sub>cij</sub></var> · ${slope}`,
  "integrated-gradients": html`${map} = Σ<sub><var>c</var></sub> (<var>x</var> − <var>x</var>′)<sub><var>cij</var></sub> · <span>∫₀¹ ${slope} (<var>x</var>′ + <var>α</var>(<var>x</var> − <var>x</var>′)) d<var>α</var></span>`,
  "smooth-grad": html`${map} = max<sub><var>c</var></sub> |E<sub><var>n</var></sub> ${slope} (<var>x</var> + <var>n</var>)|`,
  "guided-backprop": html`${map} = max<sub><var>c</var></sub> |∂⁺<var>S<sub>y</sub></var> / ∂<var>x<sub>cij</sub></var>|`,
  "grad-cam": html`<var>M</var> = max(0, Σ<sub><var>k</var></sub> <var>α<sub>k</sub></var> · <var>A<sub>k</sub></var>), <span class="gap"><var>α<sub>k</sub></var> = E<sub><var>p</var></sub> ∂<var>S<sub>y</sub></var> / ∂<var>A<sub>kp</sub></var></span>`,
};

/** The formulas of the report; the same in every language. */
export const formulas = {
  saliency,
  ball: {
    linf: html`<var>x</var> ← Π(<var>x</var> + <var>η</var> · sign <var>g</var>), <span class="gap"><var>g</var> = ∂ log <var>P<sub>t</sub></var> / ∂<var>x</var></span>`,
    l2: html`<var>x</var> ← Π(<var>x</var> + <var>η</var> · <var>g</var> / ‖<var>g</var>‖₂), <span class="gap"><var>g</var> = ∂ log <var>P<sub>t</sub></var> / ∂<var>x</var></span>`,
  },
  attack: html`<var>x</var> ← <var>x</var> + <var>η</var> · <var>g</var> / ‖<var>g</var>‖₂, <span class="gap"><var>g</var> = ∂<var>S<sub>t</sub></var> / ∂<var>x</var></span>`,
  difference: html`0.5 + <var>m</var> · (<var>x</var>′ − <var>x</var>)`,
  visualization: html`<var>x</var>* = arg max<sub><var>x</var></sub> <span><var>S<sub>y</sub></var>(<var>x</var>) − <var>λ</var> · ‖<var>x</var>‖²</span>`,
  step: html`<var>x</var> ← <var>x</var> + <var>η</var> · (∂<var>S<sub>y</sub></var> / ∂<var>x</var> − 2<var>λx</var>)`,
} as const;
