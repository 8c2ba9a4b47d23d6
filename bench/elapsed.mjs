/** How many milliseconds something takes. */
export async function elapsed(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
