import { part } from "../part.js";
import type { PublishedNetwork } from "../protocol.js";

/** The networks that can be downloaded by name. */
export async function published(): Promise<readonly PublishedNetwork[]> {
  // Their thousand classes are loaded by whoever looks for one.
  const { publishedNetworks } = await part(import("../published.js"));
  return publishedNetworks();
}
