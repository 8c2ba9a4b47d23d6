import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explained, type Served, serve, skipped, textOf } from "./page.js";

describe.skipIf(skipped !== "")(`the studio on a graphics card${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve(["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]);
  });
  afterAll(() => studio?.close());

  it("shows the map that WebAssembly shows, and says what it runs on", async () => {
    const { page, problems } = await studio.open("#look?picture=quail");
    await explained(page);
    await page.getByText("What is known of this network").click();
    const notes = page.locator("details");
    expect(await textOf(page, "details")).toContain("WebAssembly, ");
    const ends = (): Promise<string[]> => page.locator(".scale span:last-child").allTextContents();
    const largest = await ends();

    await notes.getByLabel("Runs on").selectOption("webgpu");
    await expect
      .poll(() => textOf(page, "details"), { timeout: 100_000 })
      .toMatch(/onnxruntime-web [\d.]+, WebGPU/);
    await explained(page);
    await expect.poll(() => page.url()).toContain("runtime=webgpu");
    expect(await ends()).toEqual(largest);
    expect(problems).toEqual([]);
  });
});
