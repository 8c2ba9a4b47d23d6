import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectOnlyPinned, filesOf } from "../node/zoo/invariant.js";
import { type Behavior, sha256, wellBehaved } from "../node/zoo/server.js";
import { records, regard } from "./regard.js";
import { blobFile, tinyNetwork } from "./tiny.js";

// The command line as it is, over real TLS: a certificate that is made for the test and trusted by the child process alone.
const folder = mkdtempSync(join(tmpdir(), "regard-https-"));
const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
const made = spawnSync("openssl", [
  ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
  ...[
    "-keyout",
    key,
    "-out",
    certificate,
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
  ],
]);
const canServe = made.status === 0;

const network = Buffer.from(tinyNetwork());
const cache = join(folder, "cache");
const trusting = { REGARD_CACHE: cache, NODE_EXTRA_CA_CERTS: certificate };
const requests: (string | null)[] = [];
let behavior: Behavior = wellBehaved;
let server: Server;
let address: string;
let picture: string;

beforeAll(async () => {
  if (!canServe) return;
  server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    requests.push(request.headers.range ?? null);
    behavior(request, response, network);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  address = `https://localhost:${port}/tiny.onnx#sha256=${sha256(network)}`;
  picture = blobFile(join(folder, "blob.png"), 1);
});
beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  requests.length = 0;
  behavior = wellBehaved;
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!canServe)("the command line over https (skipped where there is no openssl)", () => {
  const classify = (): string[] => ["classify", picture, "--model", address, "--json", "--yes"];

  it("fetches a pinned address into REGARD_CACHE, and needs no network the next time", async () => {
    const first = await regard(classify(), { env: trusting });
    expect(first.code).toBe(0);
    expect(records(first)).toMatchObject([{ type: "classification", model: "tiny" }]);
    expectOnlyPinned(cache);
    const second = await regard(classify(), { env: { ...trusting, REGARD_OFFLINE: "1" } });
    expect(second.stdout).toBe(first.stdout);
    expect(requests).toEqual([null]);
  });

  it("takes nothing from a server whose certificate nobody vouches for", async () => {
    const { code, stderr } = await regard(classify(), { env: { REGARD_CACHE: cache } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/localhost:\d+ cannot be reached: self.signed certificate/);
    expect(requests).toEqual([]);
    expect(filesOf(cache, sha256(network))).toEqual([]);
  });

  it("keeps what has come at Ctrl-C, and goes on from there", async () => {
    const half = Math.floor(network.length / 2);
    // Time for the half to get from the server to the disk.
    const interruptAfter = new Promise<void>((resolve) => {
      behavior = (_, response, content) => {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, half), () => setTimeout(resolve, 300));
      };
    });
    const stopped = await regard(classify(), { env: trusting, interruptAfter });
    expect(stopped).toMatchObject({ code: 130, stdout: "" });
    expect(filesOf(cache, sha256(network))).toEqual(["model.onnx.partial"]);
    behavior = wellBehaved;
    const outcome = await regard(classify(), { env: trusting });
    expect(outcome.code).toBe(0);
    expect(requests).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });
});
