import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fetchTransport, type Transport } from "../../../src/node/zoo/request.js";

/** How a server answers a request for `content`. */
export type Behavior = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

export interface TestServer {
  readonly port: number;
  /** The Range of each request, `null` where it asked for all. */
  readonly requests: (string | null)[];
  behavior: Behavior;
  /** Takes `https://zoo.test/…` to this server; every other address as it is, https alone. */
  readonly transport: Transport;
  close(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes that look like nothing. */
export const noise = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 2654435761) >>> 13));

/** As servers should: the whole, or the rest from where it is asked for. */
export const wellBehaved: Behavior = (request, response, content) => {
  const [, start] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  const from = Number(start ?? 0);
  if (from >= content.length) return void response.writeHead(416).end();
  if (start === undefined) {
    response.writeHead(200, { "content-length": content.length });
  } else {
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { "content-length": content.length - from, "content-range": range });
  }
  response.end(content.subarray(from));
};

export async function serve(content: Buffer, behavior: Behavior = wellBehaved): Promise<TestServer> {
  const requests: (string | null)[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request.headers.range ?? null);
    served.behavior(request, response, content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const served: TestServer = {
    port,
    requests,
    behavior,
    transport: (url, init) =>
      fetchTransport(url.replace("https://zoo.test", `http://127.0.0.1:${port}`), init),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return served;
}
