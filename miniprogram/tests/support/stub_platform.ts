// The platform of a browser in memory, for tests of the stores: they and everything below them are the real ones.
import type { HttpAnswer, HttpAsk, Platform } from "@/platform/platform";
import { MemoryPhotos, MemoryShelf, random, sha256Of } from "./edge";

export class StubPlatform {
  readonly settings = new Map<string, string>();
  readonly shelf = new MemoryShelf();
  readonly photos = new MemoryPhotos();
  answer: (ask: HttpAsk) => HttpAnswer | Promise<HttpAnswer> = () => json(200, {});
  newVersion: () => void = () => undefined;
  /** What was on the shelf when the page was loaded anew. */
  taken: string[] | null = null;
  private otherTab: (() => void)[] = [];

  readonly platform: Platform = {
    name: "h5",
    request: async (ask) => this.answer(ask),
    picture: async () => null,
    settings: {
      get: (key) => this.settings.get(key) ?? null,
      set: (key, value) => void this.settings.set(key, value),
      remove: (key) => void this.settings.delete(key),
      keys: () => [...this.settings.keys()],
    },
    shelf: this.shelf,
    photos: this.photos,
    canSignInSilently: () => false,
    login: async (account, how) =>
      how === "stay" ? { kind: "unavailable", reason: "" } : { kind: "code", code: "c", account },
    choosePictures: async () => [],
    askConsents: async () => ({}),
    scanCode: async () => null,
    canScan: false,
    call: () => undefined,
    copy: async () => true,
    paste: async () => null,
    openLink: () => false,
    keepForOffline: (newVersion) => void (this.newVersion = newVersion),
    takeNewVersion: () => void (this.taken = [...this.shelf.texts.keys()]),
    onNetworkBack: () => () => undefined,
    onShown: () => () => undefined,
    onHidden: () => () => undefined,
    onOtherTab: (tell) => {
      this.otherTab.push(tell);
      return () => undefined;
    },
    tellOtherTabs: () => undefined,
    isOffline: () => true,
    alone: (_name, work) => work(),
    randomBytes: random,
    sha256: async (bytes) => sha256Of(bytes),
  };

  keep(key: string, value: unknown): void {
    this.settings.set(key, JSON.stringify(value));
  }

  /** Another tab wrote into the browser's storage. */
  tellFromOtherTab(): void {
    this.otherTab.forEach((tell) => tell());
  }
}

export function json(status: number, body: unknown): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
}
