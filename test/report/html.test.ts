import fc from "fast-check";
import { expect, it } from "vitest";
import { Html, html, raw } from "../../src/report/html.js";

it("escapes text and leaves markup", () => {
  const inner = html`<b>${"<i>"}</b>`;
  expect(inner).toBeInstanceOf(Html);
  expect(html`<p title="${'"x"'}">${[inner, null, 3, "'&"]}</p>`.text).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;</b>3&#39;&amp;</p>',
  );
  expect(html`${raw("<hr>")}`.text).toBe("<hr>");
});

it("lets no text out of an element or an attribute", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = html`${text}`.text;
      expect(written).not.toMatch(/[<>"']/);
      expect(written.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
    }),
  );
});
