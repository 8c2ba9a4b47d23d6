import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, explained, noticeOf, type Served, serve, skipped } from "./page.js";

const pressed = "nav li button[aria-pressed=true] img";

describe.skipIf(skipped !== "")(`the studio takes a picture${skipped}`, () => {
  let studio: Served;
  beforeAll(async () => {
    studio = await serve(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
  });
  afterAll(() => studio?.close());

  it("from the camera, after a click and not before", async () => {
    const { page, problems } = await studio.open("", { permissions: ["camera"] });
    await explained(page);
    expect(await page.locator("video").count()).toBe(0);
    await page.getByRole("button", { name: "Use the camera" }).click();
    const width = () => page.locator("video").evaluate((video) => (video as HTMLVideoElement).videoWidth);
    await expect.poll(width).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Take the picture" }).click();
    await expect.poll(() => page.locator(pressed).getAttribute("alt")).toContain("camera");
    expect(await page.locator("video").count()).toBe(0);
    await atRest(page);
    expect(problems).toEqual([]);
  });

  it("that is pasted", async () => {
    const { page, problems } = await studio.open();
    await explained(page);
    const bytes = [...readFileSync(new URL("../../examples/pictures/rocket.jpg", import.meta.url))];
    await page.evaluate((bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], "pasted.jpg", { type: "image/jpeg" }));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, bytes);
    await expect.poll(() => page.locator(pressed).getAttribute("alt")).toContain("pasted");
    await atRest(page);
    expect(problems).toEqual([]);
  });

  it("and says so where there is no camera", async () => {
    const { page } = await studio.open();
    await explained(page);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("no camera"));
    });
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect.poll(() => noticeOf(page)).toContain("The camera cannot be used");
  });
});
