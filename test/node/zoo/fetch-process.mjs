// A process of its own that fetches a model with the built package: node fetch-process.mjs PORT CACHE MODEL.
import { fetchModel } from "../../../dist/node/zoo/fetch-model.js";
import { fetchTransport } from "../../../dist/node/zoo/request.js";
import { realWorld } from "../../../dist/node/zoo/world.js";

const [port, cache, model] = process.argv.slice(2);
const transport = (url, init) =>
  fetchTransport(url.replace("https://zoo.test", `http://127.0.0.1:${port}`), init);
const path = await fetchModel(JSON.parse(model), {
  cache,
  world: { ...realWorld, transport },
  allow: async () => true,
  onNotice: (notice) => console.error(notice),
});
console.log(path);
