import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "regard-hosts-"));
const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
const files = ["-keyout", key, "-out", certificate, "-subj", "/CN=regard.test"];
const made = spawnSync("openssl", ["req", "-x509", ...curve, ...files]);

/** Whether hosts with https can be had: openssl makes their certificate. */
export const canServe = made.status === 0;

/** What makes Chromium take every host of `.test` for this machine, and its certificate for good. */
export const hostArguments = ["--host-resolver-rules=MAP *.test 127.0.0.1", "--ignore-certificate-errors"];

/** Hosts by name, each of which answers everything with its content or its status; others cut the connection. */
export interface Hosts {
  readonly port: number;
  served: Readonly<Record<string, Uint8Array | number>>;
  /** Which hosts were asked, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openHosts(): Promise<Hosts> {
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => {
      const [host = ""] = (request.headers.host ?? "").split(":");
      hosts.asked.push(host);
      const answer = hosts.served[host];
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (answer === undefined) request.socket.destroy();
      else if (typeof answer === "number") response.writeHead(answer).end();
      else response.end(answer);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hosts: Hosts = {
    port: (server.address() as AddressInfo).port,
    served: {},
    asked: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return hosts;
}
