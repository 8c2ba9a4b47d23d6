import { html } from "./html.js";

/** The formulas of the report; the same in every language. */
export const formulas = {
  saliency: html`<var>M</var><sub><var>ij</var></sub> = max<sub><var>c</var></sub> |∂<var>S<sub>y</sub></var> / ∂<var>x<sub>cij</sub></var>|`,
  attack: html`<var>x</var> ← <var>x</var> + <var>η</var> · <var>g</var> / ‖<var>g</var>‖₂, <span class="gap"><var>g</var> = ∂<var>S<sub>t</sub></var> / ∂<var>x</var></span>`,
  difference: html`0.5 + <var>m</var> · (<var>x</var>′ − <var>x</var>)`,
  visualization: html`<var>x</var>* = arg max<sub><var>x</var></sub> <span><var>S<sub>y</sub></var>(<var>x</var>) − <var>λ</var> · ‖<var>x</var>‖²</span>`,
  step: html`<var>x</var> ← <var>x</var> + <var>η</var> · (∂<var>S<sub>y</sub></var> / ∂<var>x</var> − 2<var>λx</var>)`,
} as const;
