// From page to page.
const PAUSE_MS = 400;
const MOST_PAGES = 9; // a mini program keeps ten
let last = 0;

type Query = Record<string, string | undefined>;

function address(page: string, query: Query): string {
  const pairs = Object.entries(query)
    .filter((pair): pair is [string, string] => Boolean(pair[1]))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `/pages/${page}/index${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

/** Opens a page above this one; two quick taps open it once. */
export function go(page: string, query: Query = {}): void {
  const now = Date.now();
  if (now - last < PAUSE_MS) return;
  last = now;
  const url = address(page, query);
  if (getCurrentPages().length >= MOST_PAGES) uni.redirectTo({ url });
  else uni.navigateTo({ url });
}

/** Puts a page in place of this one. */
export function replace(page: string, query: Query = {}): void {
  uni.redirectTo({ url: address(page, query) });
}

/** The page on top once more, for somebody else or with what could not be read before. */
export function openAnew(): void {
  const pages = getCurrentPages() as { route?: string; options?: Query }[];
  const top = pages[pages.length - 1];
  const page = /^\/?pages\/(\w+)\/index/.exec(top?.route ?? "")?.[1] ?? "index";
  replace(page, top?.options ?? {});
}

export function goHome(): void {
  uni.reLaunch({ url: "/pages/index/index" });
}
