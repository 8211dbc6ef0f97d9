import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

const ORIGIN = "https://league.example";
const text = readFileSync(new URL("../tools/service_worker.js", import.meta.url), "utf8");

type Handler = (event: object) => void;
interface Answer {
  status: number;
  body: string;
}

/** A browser that keeps caches and asks a server whose files a test changes. */
class Browser {
  readonly caches = new Map<string, Map<string, Answer>>();
  server = new Map<string, Answer>();
  asked: string[] = [];
  cut = false;
  /** Never answers, as over a signal that is all but gone. */
  slow = false;

  /** What a build puts on the server. */
  deploy(version: string): void {
    const page = `<script src="/m/assets/${version}.js"></script>`;
    this.server = new Map([
      ["/m/", { status: 200, body: page }],
      [`/m/assets/${version}.js`, { status: 200, body: version }],
    ]);
  }

  async fetch(request: { url: string } | string): Promise<Answer> {
    const { pathname } = new URL(typeof request === "string" ? request : request.url, ORIGIN);
    this.asked.push(pathname);
    if (this.slow) return new Promise(() => undefined);
    if (this.cut) throw new TypeError("Failed to fetch");
    return this.server.get(pathname) ?? { status: 404, body: "" };
  }

  private cache(name: string) {
    const kept = this.caches.get(name) ?? new Map<string, Answer>();
    this.caches.set(name, kept);
    const pathOf = (address: string) => new URL(address, ORIGIN).pathname;
    return {
      addAll: async (files: string[]) => {
        const answers = await Promise.all(files.map((file) => this.fetch(file)));
        if (answers.some(({ status }) => status !== 200)) throw new TypeError("not all there");
        files.forEach((file, place) => kept.set(file, answers[place]!));
      },
      match: async (address: string) => {
        const found = kept.get(pathOf(address));
        return found && { ...found, text: async () => found.body };
      },
    };
  }

  /** The worker of a build: what it does with events. */
  worker(version: string) {
    const handlers = new Map<string, Handler>();
    const files = ["/m/", `/m/assets/${version}.js`];
    const self = {
      addEventListener: (name: string, handler: Handler) => void handlers.set(name, handler),
      skipWaiting: async () => undefined,
      clients: { claim: async () => undefined },
      location: { origin: ORIGIN },
    };
    runInNewContext(text.replace("__FINGERPRINT__", version).replace('["__FILES__"]', JSON.stringify(files)), {
      self,
      URL,
      fetch: (request: { url: string }) => this.fetch(request),
      caches: {
        open: async (name: string) => this.cache(name),
        keys: async () => [...this.caches.keys()],
        delete: async (name: string) => this.caches.delete(name),
      },
    });
    const wait = async (name: string) => {
      let work: Promise<unknown> = Promise.resolve();
      handlers.get(name)!({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
      await work;
    };
    return {
      install: async () => {
        await wait("install");
        await wait("activate");
      },
      /** undefined: left to the browser. */
      ask: async (path: string, mode = "navigate", method = "GET"): Promise<string | undefined> => {
        let answer: Promise<Answer> | undefined;
        const request = { url: ORIGIN + path, mode, method };
        handlers.get("fetch")!({ request, respondWith: (promise: Promise<Answer>) => (answer = promise) });
        return answer && (await answer).body;
      },
    };
  }
}

async function opened(version = "one") {
  const browser = new Browser();
  browser.deploy(version);
  const worker = browser.worker(version);
  await worker.install();
  browser.asked = [];
  return { browser, worker };
}

describe("the service worker", () => {
  it("shows the kept page at once, without a question to a network that may never answer", async () => {
    const { browser, worker } = await opened();
    browser.slow = true;
    expect(await worker.ask("/m/")).toContain("one.js");
    expect(await worker.ask("/m/assets/one.js", "cors")).toBe("one");
    expect(browser.asked).toEqual([]);
  });

  it("shows it also on the way back from the authorization, whose code stays in the address", async () => {
    const { worker } = await opened();
    expect(await worker.ask("/m/?code=C1&state=mine")).toContain("one.js");
  });

  it("shows page and scripts of one build, the old one until all of the new one is there", async () => {
    const { browser, worker } = await opened();
    browser.deploy("two");
    expect(await worker.ask("/m/")).toContain("one.js");
    expect(await worker.ask("/m/assets/one.js", "cors")).toBe("one");
    const next = browser.worker("two");
    await next.install();
    expect(await next.ask("/m/")).toContain("two.js");
    expect(await next.ask("/m/assets/two.js", "cors")).toBe("two");
    expect([...browser.caches.keys()]).toEqual(["league-page-two"]);
  });

  it("keeps the old build when the network ends in the middle of the new one", async () => {
    const { browser, worker } = await opened();
    browser.deploy("two");
    browser.server.delete("/m/assets/two.js");
    await expect(browser.worker("two").install()).rejects.toThrow();
    expect(await worker.ask("/m/")).toContain("one.js");
  });

  it("is not installed with a page of another build, as when the server changes meanwhile", async () => {
    const { browser, worker } = await opened();
    browser.deploy("two");
    browser.server.set("/m/", { status: 200, body: '<script src="/m/assets/three.js"></script>' });
    await expect(browser.worker("two").install()).rejects.toThrow();
    expect([...browser.caches.keys()]).toEqual(["league-page-one"]);
    expect(await worker.ask("/m/")).toContain("one.js");
  });

  it("asks the network when the browser has thrown away what was kept", async () => {
    const { browser, worker } = await opened();
    browser.caches.clear();
    expect(await worker.ask("/m/")).toContain("one.js");
    expect(browser.asked).toEqual(["/m/"]);
  });

  it("leaves everything else to the browser: the API, other files, what is not read", async () => {
    const { worker } = await opened();
    expect(await worker.ask("/api/v1/duties", "cors")).toBeUndefined();
    expect(await worker.ask("/m/sw.js", "same-origin")).toBeUndefined();
    expect(await worker.ask("/m/static/h5/favicon.svg")).toBeUndefined();
    expect(await worker.ask("/m/", "navigate", "POST")).toBeUndefined();
  });
});
