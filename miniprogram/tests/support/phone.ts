// One phone with the real session, caller and queue over the edge in memory; `restart` is what a killed program leaves.
import { Caller } from "@/core/caller";
import { Queue, type NewTask } from "@/core/queue";
import { QueueRecords } from "@/core/queue_records";
import type { LogContent, Task } from "@/core/queue_types";
import { SessionKeeper, type Session } from "@/core/session";
import { uuidV7 } from "@/core/uuid";
import { ManualTime, MemoryPhotos, MemoryShelf, Network, random, sha256Of, somePicture } from "./edge";
import { SmallServer } from "./server";

export const NOON = Date.parse("2026-11-25T12:00:00+08:00");

export class Phone {
  readonly time = new ManualTime(NOON);
  readonly server = new SmallServer(this.time);
  readonly network = new Network(this.server.answer);
  readonly shelf = new MemoryShelf();
  readonly photos = new MemoryPhotos();
  readonly records = new QueueRecords(this.shelf);
  delivered: string[] = [];
  silent = true;
  /** The code that WeChat gives next. */
  code = "zhang";
  offline = false;
  keeper!: SessionKeeper;
  queue!: Queue;
  private kept: { session: Session | null; lastOwner: string | null; signedOut: boolean } = {
    session: null,
    lastOwner: null,
    signedOut: false,
  };
  private sending: Promise<unknown> = Promise.resolve();

  constructor() {
    this.server.people.set("zhang", "person-zhang");
    this.server.people.set("li", "person-li");
    this.build();
  }

  /** The program ends at once and starts again: what is in memory is gone. */
  async restart(): Promise<void> {
    this.sending = Promise.resolve();
    this.build();
    await this.queue.show(this.keeper.owner);
  }

  async signedIn(): Promise<this> {
    await this.keeper.start();
    await this.queue.show(this.keeper.owner);
    return this;
  }

  private build(): void {
    const caller: Caller = new Caller({
      request: this.network.request,
      session: () => this.keeper,
      learnTime: () => undefined,
    });
    this.keeper = new SessionKeeper({
      memory: { read: () => this.kept, write: (value) => (this.kept = value) },
      newKey: () => this.newId(),
      canSignInSilently: () => this.silent,
      signsInHere: () => this.silent,
      login: async (how) =>
        how === "stay" ? { kind: "unavailable", reason: "" } : { kind: "code", code: this.code, account: "mp" },
      signIn: async (account, code) => {
        const result = await caller.call({
          method: "POST",
          path: "/api/v1/sessions",
          json: { account, code },
          open: true,
        });
        return result.ok ? { ok: true, ...(result.body as { token: string; user: Session["user"] }) } : result;
      },
      beforeLeaving: async () => undefined,
      changed: () => undefined,
    });
    this.queue = new Queue({
      records: this.records,
      photos: this.photos,
      call: (call) => caller.call(call),
      alone: (work) => this.alone(work),
      now: () => this.time.now,
      phoneNow: () => this.time.now,
      newId: () => this.newId(),
      after: (ms, run) => this.time.after(ms, run),
      isOffline: () => this.offline,
      changed: () => undefined,
      delivered: (task) => this.delivered.push(task.label),
    });
  }

  newId(): string {
    return uuidV7(this.time.now, random);
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.sending.then(work, work);
    this.sending = run.catch(() => undefined);
    return run;
  }

  content(title: string, change: Partial<LogContent> = {}): LogContent {
    return {
      org_id: "QH-CG-01",
      kind: "theme_day",
      title,
      started_at: "2026-11-25T12:00:00+08:00",
      ended_at: null,
      place: "",
      expected: 30,
      present: 28,
      content: "",
      details: {},
      ...change,
    };
  }

  async photo(): Promise<{ name: string; sha256: string; bytes: number }> {
    const bytes = somePicture();
    const name = this.newId();
    await this.photos.put(name, bytes);
    return { name, sha256: sha256Of(bytes), bytes: bytes.byteLength };
  }

  async log(title: string, photoCount = 0, change: Partial<NewTask> = {}): Promise<Task> {
    const photos = [];
    for (let i = 0; i < photoCount; i += 1) photos.push(await this.photo());
    const job = { kind: "log" as const, content: this.content(title), madeAt: "2026-11-25T12:00:00+08:00" };
    return this.queue.add({ job, label: title, unitName: "一支部", photos, ...change });
  }

  task(id: string): Task {
    const found = this.queue.tasks.find((task) => task.id === id);
    if (!found) throw new Error(`no entry ${id}`);
    return found;
  }

  /** Lets everything run that runs without waiting, then moves the clock; as often as it takes to send all. */
  async settle(rounds = 12): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.queue.idle();
      const next = this.time.next;
      if (next === null) return;
      this.time.pass(next);
    }
    await this.queue.idle();
  }
}
