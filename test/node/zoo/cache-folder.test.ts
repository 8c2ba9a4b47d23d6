import { describe, expect, it } from "vitest";
import { cacheFolder, isOffline } from "../../../src/node/zoo/cache-folder.js";

describe("the cache", () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ["linux", {}, "/home/me/.cache/regard"],
    ["linux", { XDG_CACHE_HOME: "/fast/cache" }, "/fast/cache/regard"],
    ["linux", { XDG_CACHE_HOME: "cache" }, "/home/me/.cache/regard"],
    ["darwin", {}, "/home/me/Library/Caches/regard"],
    ["linux", { REGARD_CACHE: "/big", XDG_CACHE_HOME: "/fast/cache" }, "/big"],
    ["win32", { LOCALAPPDATA: "C:\\Local" }, "C:\\Local\\regard\\Cache"],
    ["win32", {}, "\\home\\me\\AppData\\Local\\regard\\Cache"],
  ])("on %s with %j is %s", (platform, variables, folder) =>
    expect(cacheFolder(variables, platform, "/home/me")).toBe(folder),
  );

  it.each([
    [{}, false],
    [{ REGARD_OFFLINE: "" }, false],
    [{ REGARD_OFFLINE: "0" }, false],
    [{ REGARD_OFFLINE: "1" }, true],
    [{ REGARD_OFFLINE: "yes" }, true],
  ])("with %j being offline is %s", (variables, offline) => expect(isOffline(variables)).toBe(offline));
});
