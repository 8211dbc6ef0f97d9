// The edge of the phone in memory: storage that outlives a "restart", a clock and timers that tests move, and a network
// that can be cut, taken over by a portal, or lose answers. Everything above it is the real program.
import { createHash, randomBytes } from "node:crypto";
import { NoAnswer, NoRoom, type HttpAnswer, type HttpAsk, type PhotoFiles, type Shelf } from "@/platform/platform";

export class MemoryShelf implements Shelf {
  readonly texts = new Map<string, string>();
  full = false;

  async get(key: string): Promise<string | null> {
    return this.texts.get(key) ?? null;
  }
  async list(prefix: string): Promise<string[]> {
    return [...this.texts.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => this.texts.get(key)!);
  }
  async update(key: string, change: (before: string | null) => string | null): Promise<string | null> {
    const after = change(this.texts.get(key) ?? null);
    if (after === null) this.texts.delete(key);
    else if (this.full && !this.texts.has(key)) throw new NoRoom("full");
    else this.texts.set(key, after);
    return after;
  }
}

export class MemoryPhotos implements PhotoFiles {
  readonly files = new Map<string, ArrayBuffer>();

  async put(name: string, bytes: ArrayBuffer): Promise<void> {
    this.files.set(name, bytes);
  }
  async get(name: string): Promise<ArrayBuffer | null> {
    return this.files.get(name) ?? null;
  }
  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }
  async names(): Promise<string[]> {
    return [...this.files.keys()];
  }
  async usedBytes(): Promise<number> {
    return [...this.files.values()].reduce((sum, file) => sum + file.byteLength, 0);
  }
  async url(): Promise<string | null> {
    return null;
  }
  releaseUrl(): void {}
}

/** Time that passes when a test says so. */
export class ManualTime {
  private timers: { at: number; run: () => void }[] = [];
  constructor(public now: number) {}

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.now + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** The delay of the timer that comes next; null when there is none. */
  get next(): number | null {
    return this.timers.length === 0 ? null : Math.min(...this.timers.map((timer) => timer.at)) - this.now;
  }

  pass(ms: number): void {
    this.now += ms;
    const due = this.timers.filter((timer) => timer.at <= this.now);
    this.timers = this.timers.filter((timer) => timer.at > this.now);
    due.forEach((timer) => timer.run());
  }
}

export type Server = (ask: HttpAsk) => HttpAnswer | Promise<HttpAnswer>;
/** What happens to one request: null lets it through. */
export type Mishap = ((ask: HttpAsk, server: Server) => Promise<HttpAnswer> | HttpAnswer) | null;

export class Network {
  cut = false;
  readonly asked: HttpAsk[] = [];
  private mishaps: Mishap[] = [];
  constructor(private readonly server: Server) {}

  /** For the next requests, one each. */
  suffer(...mishaps: Mishap[]): void {
    this.mishaps.push(...mishaps);
  }

  request = async (ask: HttpAsk): Promise<HttpAnswer> => {
    if (this.cut) throw new NoAnswer("cut");
    this.asked.push(ask);
    const mishap = this.mishaps.shift() ?? null;
    return mishap ? mishap(ask, this.server) : this.server(ask);
  };

  get lines(): string[] {
    return this.asked.map((ask) => `${ask.method} ${ask.path}`);
  }
}

/** The server did it, and the answer was lost. */
export const answerLost: Mishap = async (ask, server) => {
  await server(ask);
  throw new NoAnswer("lost");
};
export const neverArrived: Mishap = () => {
  throw new NoAnswer("lost");
};
export const portal: Mishap = () => ({
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8", date: "Thu, 01 Jan 2015 00:00:00 GMT" },
  text: "<html><body>请登录酒店网络</body></html>",
});
export const proxyError: Mishap = () => ({
  status: 502,
  headers: { "content-type": "text/html" },
  text: "<h1>502</h1>",
});
export const answering =
  (answer: HttpAnswer): Mishap =>
  () =>
    answer;

export const sha256Of = (bytes: ArrayBuffer): string => createHash("sha256").update(Buffer.from(bytes)).digest("hex");
export const somePicture = (bytes = 1000): ArrayBuffer => new Uint8Array(randomBytes(bytes)).buffer as ArrayBuffer;
export const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
