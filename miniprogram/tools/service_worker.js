// Keeps the page itself: it is shown at once and opens without a network. It never touches the API: what was logged is
// kept and sent by the page's own queue. tools/build.mjs puts in the files of this build and their fingerprint.
//
// The browser asks for this file at each opening of the page. Another build is another file: it fetches its own page and
// scripts behind the page that is shown, and the next opening shows them. Until then the old page talks to the new
// server, as a mini program does that has not been updated; both rest on the API's promise to understand old clients.
const KEPT = "league-page-__FINGERPRINT__";
const FILES = ["__FILES__"];
const [PAGE] = FILES;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(KEPT);
    try {
      await cache.addAll(FILES); // all or nothing
      const page = await (await cache.match(PAGE)).text();
      // The server may have been given another build between the two questions: page and scripts must be of one.
      if (!FILES.every((file) => file === PAGE || page.includes(file))) throw new Error("the page is of another build");
    } catch (error) {
      await caches.delete(KEPT);
      throw error;
    }
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
  if (request.method !== "GET" || origin !== self.location.origin || !FILES.includes(pathname)) return;
  event.respondWith(keptOr(request, pathname));
});

async function keptOr(request, pathname) {
  const cache = await caches.open(KEPT);
  return (await cache.match(pathname, { ignoreVary: true })) ?? fetch(request);
}
