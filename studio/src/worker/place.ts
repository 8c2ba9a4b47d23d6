let base = "";

/** Hears where the page is: a worker's own address is another one. */
export function settle(address: string): void {
  base = address;
}

/** The address of a file that lies beside the page. */
export const beside = (path: string): string => new URL(path, base).href;
