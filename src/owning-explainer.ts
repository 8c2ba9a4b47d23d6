import type { Backend } from "./backend.js";
import { Explainer } from "./explainer.js";
import type { Model } from "./model/model.js";

/** An explainer whose backend nobody else uses: closing it closes that too. */
export class OwningExplainer extends Explainer {
  readonly #backend: Backend;

  constructor(model: Model, backend: Backend) {
    super(model, backend);
    this.#backend = backend;
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#backend.close()]);
  }
}
