// Keeps the page itself, so that it opens without a network. It never touches the API: what was logged is kept and sent
// by the page's own queue. tools/build.mjs puts in the files of this build and their fingerprint.
const KEPT = "league-page-__FINGERPRINT__";
const FILES = ["__FILES__"];
/** After so long the kept page is shown; the network's answer would only be a newer one. */
const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(KEPT);
    await cache.addAll(FILES); // all or nothing
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("league-page-") && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !pathname.startsWith("/m/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

/** Their names change with their content: what is kept is right. */
async function file(request) {
  return (await kept(request.url)) ?? fetch(request);
}

/** The newest page when the network is quick and the server well, else the kept one. */
async function page(request) {
  const fallback = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => kept("/m/"));
  const fresh = fetch(request);
  try {
    const answer = (await Promise.race([fresh, fallback])) ?? (await fresh);
    return answer.status >= 500 ? ((await kept("/m/")) ?? answer) : answer;
  } catch (error) {
    const last = await kept("/m/");
    if (last) return last;
    throw error;
  }
}

async function kept(address) {
  const cache = await caches.open(KEPT);
  return cache.match(address, { ignoreSearch: true, ignoreVary: true });
}
