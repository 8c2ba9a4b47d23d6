import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, choosePicture, classOf, explained, noticeOf, type Served, serve, skipped } from "./page.js";

describe.skipIf(skipped !== "")(`the studio${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve();
  });
  afterAll(() => studio?.close());

  it("cancels within 200 ms, and what comes next works", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    // A minute of work.
    await page.goto(`${studio.url}#look?method=smooth-grad&settings=samples%3D5000`);
    const cancel = page.getByRole("button", { name: "Cancel" });
    await cancel.waitFor();
    const took = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelector<HTMLButtonElement>(".busy button")?.click();
      while (document.querySelector(".busy")) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - start;
    });
    console.log(`cancelled after ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(200);
    expect(await noticeOf(page)).toContain("Cancelled");
    await page.getByRole("combobox", { name: "Method" }).selectOption("gradient");
    await atRest(page);
    await choosePicture(page, "Fish");
    await explained(page);
    expect(await classOf(page)).toBe("fish");
    expect(problems).toEqual([]);
  });
});
