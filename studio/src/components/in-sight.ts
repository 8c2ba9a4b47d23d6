const own = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Keeps an element in sight above what covers the page from below, or its beginning where it is taller, while the page takes
 * shape, which happens in turns, and until somebody does something. Gives what ends it.
 */
export function keepInSight(selector: string, below: Element): () => void {
  const observer = new ResizeObserver(() => {
    const element = document.querySelector(selector);
    const isTall = (element?.clientHeight ?? 0) > below.getBoundingClientRect().top;
    element?.scrollIntoView({ block: isTall ? "start" : "nearest" });
  });
  const end = (): void => {
    observer.disconnect();
    for (const event of own) removeEventListener(event, end);
  };
  observer.observe(document.body);
  for (const event of own) addEventListener(event, end, { passive: true });
  return end;
}
