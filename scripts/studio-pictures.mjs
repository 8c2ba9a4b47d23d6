// Takes pictures of the studio's four activities: those of the README, and with --all FOLDER those of every width and appearance,
// to be looked at. Needs Chromium and `npm run studio:build`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { serveStudio } from "../dist/node/studio.js";

const { values } = parseArgs({ options: { all: { type: "string" } } });
const images = fileURLToPath(new URL("../docs/images", import.meta.url));

const button = (page, name) => page.getByRole("button", { name, exact: true });
const activities = {
  look: {
    address: "#look?picture=tarantula&network=bestiary-robust",
    done: (page) => page.waitForTimeout(5000),
    // What follows is controls beside nothing.
    isCut: true,
  },
  fool: {
    address: "#fool?picture=butterfly",
    async done(page) {
      await button(page, "Fool it").click();
      await page.getByText("Fooled. Saved in 8 bits").first().waitFor({ timeout: 60_000 });
    },
  },
  dream: {
    address: "#dream?network=bestiary-robust&target=2",
    done: (page) => page.getByText("200 of 200").first().waitFor({ timeout: 120_000 }),
  },
  compare: {
    address: "#compare?picture=stop-sign",
    async done(page) {
      await page
        .getByText(/^Step 80 of 80/)
        .nth(1)
        .waitFor({ timeout: 120_000 });
      await button(page, "Compare again").waitFor();
    },
  },
};

const studio = await serveStudio(0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const widths = values.all ? [390, 1280, 2560] : [1280];
const schemes = values.all ? ["light", "dark"] : ["light"];
if (values.all) mkdirSync(values.all, { recursive: true });
for (const width of widths) {
  for (const colorScheme of schemes) {
    for (const [name, { address, done, isCut }] of Object.entries(activities)) {
      const viewport = { width, height: width < 1000 ? 844 : 900 };
      const page = await browser.newPage({ viewport, colorScheme, locale: "en-US" });
      await page.goto(studio.url + address);
      await done(page);
      const picture = await page.screenshot({ fullPage: Boolean(values.all) || !isCut });
      const path = values.all
        ? join(values.all, `${name}.${width}.${colorScheme}.png`)
        : join(images, `studio-${name}.jpg`);
      await (values.all ? sharp(picture) : sharp(picture).jpeg({ quality: 85 })).toFile(path);
      console.log(path);
      await page.close();
    }
  }
}
await browser.close();
await studio.close();
