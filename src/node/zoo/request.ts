import { causeOf } from "../../model/zoo/receive.js";
import { SourceError } from "../../model/zoo/source-error.js";

/** What a server answered. */
export type Answer = Pick<Response, "status" | "statusText" | "headers" | "body">;

/** Sends one request and follows no redirect. Node's `fetch`, unless a test puts something else in its place. */
export type Transport = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
) => Promise<Answer>;

export const fetchTransport: Transport = (url, init) => fetch(url, { ...init, redirect: "manual" });

const mostRedirects = 5;

/**
 * The answer to a request, redirects followed; every address of the way must be https. Throws `SourceError` for one that is
 * not, for too many, and where nothing answers.
 */
export async function request(
  transport: Transport,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  for (let at = url, hops = 0; hops <= mostRedirects; hops++) {
    if (new URL(at).protocol !== "https:") {
      const what = hops === 0 ? "has an address of" : "redirects to";
      throw new SourceError(`${what} ${new URL(at).protocol}//, which is not safe`);
    }
    const answer = await transport(at, { headers, signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new SourceError(`cannot be reached: ${causeOf(error)}`, { cause: error });
    });
    const to = answer.headers.get("location");
    if (answer.status < 300 || answer.status >= 400 || to === null) return answer;
    await answer.body?.cancel();
    if (!URL.canParse(to, at)) throw new SourceError("redirects to what is not an address");
    at = new URL(to, at).href;
  }
  throw new SourceError(`redirects more than ${mostRedirects} times`);
}
