import { homedir } from "node:os";
import { posix, win32 } from "node:path";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where downloaded models lie: `REGARD_CACHE`, else the place that the system has for caches. */
export function cacheFolder(
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const { REGARD_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = variables;
  if (REGARD_CACHE) return REGARD_CACHE;
  if (platform === "win32") {
    return win32.join(LOCALAPPDATA || win32.join(home, "AppData", "Local"), "regard", "Cache");
  }
  if (platform === "darwin") return posix.join(home, "Library", "Caches", "regard");
  // The XDG specification has a relative path ignored.
  const isAbsolute = XDG_CACHE_HOME !== undefined && posix.isAbsolute(XDG_CACHE_HOME);
  return posix.join(isAbsolute ? XDG_CACHE_HOME : posix.join(home, ".cache"), "regard");
}

/** Whether `REGARD_OFFLINE` forbids the network. */
export const isOffline = ({ REGARD_OFFLINE }: Variables = process.env): boolean =>
  REGARD_OFFLINE !== undefined && !["", "0"].includes(REGARD_OFFLINE);
