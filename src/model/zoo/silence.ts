import { SourceError } from "./source-error.js";

/** Watches over a connection. */
export interface Silence {
  readonly signal: AbortSignal;
  heard(): void;
  end(): void;
}

/** Aborts when nothing has been heard for so many milliseconds. */
export function watchSilence(patience: number): Silence {
  const controller = new AbortController();
  const give = (): void => controller.abort(new SourceError(`sent nothing for ${patience / 1000} s`));
  let timer = setTimeout(give, patience);
  const end = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    heard() {
      end();
      timer = setTimeout(give, patience);
    },
    end,
  };
}
