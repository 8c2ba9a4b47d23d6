/** Keeps the page for the times without a network, once it is at rest. A page in development is not kept. */
export function keepOffline(): void {
  const isPossible = "serviceWorker" in navigator && navigator.onLine;
  if (!import.meta.env.PROD || !isPossible) return;
  // Without it the page works as well, only not without a network.
  navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
