import { createHash } from "node:crypto";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import type { Fetchable } from "regard/web";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canServe, type Hosts, hostArguments, openHosts } from "./hosts.js";
import { openSite, type Site } from "./site.js";
import { executablePath, inChromium, isMissing, openTab, type Tab } from "./tab.js";

const content = Buffer.alloc(3_000_000, "a network");
const sha256 = createHash("sha256").update(content).digest("hex");
const title = canServe
  ? inChromium("fetchModel in Chromium")
  : "fetchModel in Chromium (skipped: no openssl)";

describe.skipIf(isMissing || !canServe)(title, () => {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let tab: Tab;
  let hosts: Hosts;
  let model: Fetchable;
  beforeAll(async () => {
    [browser, site, hosts] = await Promise.all([
      chromium.launch({ executablePath, args: ["--no-sandbox", ...hostArguments] }),
      openSite({ isolated: true }),
      openHosts(),
    ]);
    const urls = ["first", "second"].map((host) => `https://${host}.test:${hosts.port}/net.onnx`);
    model = { name: "net", urls, sha256, bytes: content.length, license: null };
  });
  beforeEach(async () => {
    hosts.asked.length = 0;
    context = await browser.newContext();
    tab = await openTab(context, site);
    return () => context.close();
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close(), hosts?.close()]);
  });

  it("downloads a file, tells how far it is, and keeps it", async () => {
    hosts.served = { "first.test": content };
    const { name, size, progress, isKept } = await tab.ask("fetched", model);
    expect({ name, size, isKept }).toEqual({ name: "net.onnx", size: content.length, isKept: true });
    expect(progress[0]).toEqual({ done: 0, total: 3, unit: "MB" });
    expect(progress.at(-1)).toEqual({ done: 3, total: 3, unit: "MB" });
    hosts.served = {};
    expect(await tab.ask("fetched", model)).toEqual({ name, size, progress: [], isKept: true });
    expect(hosts.asked).toEqual(["first.test"]);
  });

  it("hashes what it kept again, and downloads anew what is another file", async () => {
    hosts.served = { "first.test": content };
    await tab.ask("fetched", model);
    await tab.ask("spoil", model);
    expect((await tab.ask("fetched", model)).progress.length).toBeGreaterThan(0);
    expect(hosts.asked).toEqual(["first.test", "first.test"]);
  });

  it("tries the next address where one gives another file", async () => {
    const other = Buffer.from(content);
    other[7] = 0;
    for (const first of [404, other, content.subarray(1), Buffer.concat([content, content])]) {
      hosts.served = { "first.test": first, "second.test": content };
      expect(await tab.ask("fetched", { ...model, sha256 })).toMatchObject({ size: content.length });
      expect(hosts.asked.splice(0)).toEqual(["first.test", "second.test"]);
      await tab.ask("spoil", model);
    }
  });

  it("says in Node's words what each address did wrong, and keeps nothing", async () => {
    const other = Buffer.from(content);
    other[7] = 0;
    hosts.served = { "first.test": other, "second.test": 503 };
    const hash = createHash("sha256").update(other).digest("hex");
    await expect(tab.ask("fetched", model)).rejects.toThrow(
      `file: net cannot be downloaded: first.test:${hosts.port} serves another file: its SHA-256 is ${hash}; second.test:${hosts.port} answers 503 Service Unavailable; check the connection and try again, or download ${model.urls[1]} by other means and open that file`,
    );
    hosts.served = { "first.test": content.subarray(1) };
    await expect(tab.ask("fetched", model)).rejects.toThrow(
      /first\.test:\d+ broke off after 2999999 of 3000000 bytes; second\.test:\d+ cannot be reached: /,
    );
    hosts.served = { "first.test": Buffer.concat([content, content]) };
    await expect(tab.ask("fetched", model)).rejects.toThrow("sends more than 3000000 bytes");
    await expect(tab.ask("fetched", { ...model, urls: ["http://first.test/net"] })).rejects.toThrow(
      "first.test has an address of http://, which is not safe",
    );
    hosts.served = { "first.test": content };
    expect((await tab.ask("fetched", model)).progress.length).toBeGreaterThan(0);
  });

  it("stops where it is told to", async () => {
    hosts.served = { "first.test": content };
    await expect(tab.ask("fetched", model, { abortAt: 0 })).rejects.toThrow("cancelled: cancelled");
    expect(await tab.ask("fetched", model)).toMatchObject({ isKept: true });
  });
});
