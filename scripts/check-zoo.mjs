// Checks the zoo's preprocessing where the published files are not at hand: exports the same networks from torchvision with
// random weights, as the published ones were, opens them by name, and compares the scores of a picture with PyTorch's.
// node scripts/check-zoo.mjs [NAME…], after npm run build, with /usr/bin/python3 that has torchvision.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fitPicture, zoo } from "../dist/index.js";
import { realWorld } from "../dist/node/zoo/world.js";
import { open, readPicture } from "../dist/node.js";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));
const picture = local("../examples/pictures/cat.jpg");
const { image } = await readPicture(picture);
const asked = process.argv.slice(2);

for (const entry of zoo) {
  const { name, weights } = entry;
  if (!weights.includes("_Weights.") || (asked.length > 0 && !asked.includes(name))) continue;
  const folder = mkdtempSync(join(tmpdir(), "regard-check-zoo-"));
  const model = join(folder, `${name}.onnx`);
  const architecture = name === "shufflenet_v2" ? "shufflenet_v2_x1_0" : name;
  const args = [local("check-zoo.py"), architecture, weights, picture, model];
  const said = execFileSync("/usr/bin/python3", args, { encoding: "utf8", maxBuffer: 1 << 24 });
  const expected = JSON.parse(said.trim().split("\n").at(-1));

  const bytes = readFileSync(model);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const explainer = await open(name, {
    entries: [{ ...entry, bytes: bytes.length, sha256 }],
    cache: join(folder, "cache"),
    allow: async () => true,
    world: { ...realWorld, transport: async () => new Response(bytes) },
  });
  const { data } = await explainer.scores(fitPicture(explainer.model, image).pixels);
  const norm = (values) => Math.hypot(...values);
  const error = norm(expected.map((score, i) => score - data[i])) / norm(expected);
  await explainer.close();
  rmSync(folder, { recursive: true });
  console.log(name, error.toExponential(1), explainer.model.notes.join(" "));
  if (!(error <= 1e-5)) process.exitCode = 1;
}
