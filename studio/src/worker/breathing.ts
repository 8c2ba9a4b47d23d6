import type { Backend } from "regard";

/**
 * The backend, with a moment before every run in which messages arrive: WebAssembly answers without ever giving the thread
 * back, so that a long job would not hear that it is cancelled.
 */
export function breathing(backend: Backend): Backend {
  return {
    get name() {
      return backend.name;
    },
    async create(program) {
      await breath();
      const session = await backend.create(program);
      return {
        async run(feeds, signal) {
          await breath();
          return session.run(feeds, signal);
        },
        release: () => session.release(),
      };
    },
    close: () => backend.close(),
  };
}

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** A turn of the event loop; a timer would take 4 ms. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
