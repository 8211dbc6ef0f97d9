// Sends what is due, one thing after the other: each is marked before it leaves, judged by its answer, and what the
// answer says about the rest is heeded.
import type { PhotoFiles } from "@/platform/platform";
import type { Call, CallResult } from "./caller";
import { baseOf, earlierThan } from "./queue_order";
import { Pause, backoff, isOver } from "./queue_pause";
import type { QueueRecords } from "./queue_records";
import { callFor, callForPhoto, judge, judgePhoto, type Outcome } from "./queue_send";
import type { QueuedPhoto, Task } from "./queue_types";
import { SENTENCES } from "./sentences";

export interface SenderDeps {
  records: QueueRecords;
  photos: PhotoFiles;
  call(call: Call): Promise<CallResult>;
  /** The server's clock, for what people read; the phone's, for waiting. */
  now(): number;
  phoneNow(): number;
  isOffline(): boolean;
  /** The server has taken something: what was read from it before is old. */
  delivered(task: Task): void;
}

export class Sender {
  private goOn: () => boolean = () => false;

  constructor(
    private readonly deps: SenderDeps,
    private readonly pause: Pause,
    /** The entries have changed: shows them anew. */
    private readonly reload: () => Promise<void>,
  ) {}

  /**
   * All that is due, as long as `goOn` says so: until another person is shown, whom an answer to this one must not hold
   * up. Only one pass runs at a time, in all tabs.
   */
  async pass(owner: string, goOn: () => boolean): Promise<void> {
    this.goOn = goOn;
    await this.recover(owner);
    while (goOn() && isOver(this.pause.until, this.deps.phoneNow())) {
      const tasks = await this.deps.records.list(owner);
      const due = tasks.filter((task) => this.isDue(task, tasks));
      // Words before pictures: over a weak signal a picture may never get through, and must not hold up a later log.
      const next = due.find((task) => task.state === "waiting") ?? due[0];
      if (!next) return;
      if (this.deps.isOffline()) {
        this.pause.begin("offline", null, this.deps.phoneNow());
        return this.reload();
      }
      if (next.state === "sent") await this.sendPhoto(next, tasks);
      else await this.sendTask(next, tasks);
    }
  }

  /** We alone send: what says "sending" was cut off, and nobody knows whether it arrived. */
  private async recover(owner: string): Promise<void> {
    for (const task of await this.deps.records.list(owner)) {
      if (task.state !== "sending" && !task.photos.some((photo) => photo.state === "sending")) continue;
      await this.deps.records.update(owner, task.id, (now) => ({
        ...now,
        state: now.state === "sending" ? "waiting" : now.state,
        photos: now.photos.map((photo) => (photo.state === "sending" ? { ...photo, state: "waiting" } : photo)),
      }));
    }
    await this.reload();
  }

  private isDue(task: Task, all: readonly Task[]): boolean {
    if (!isOver(task.notBefore, this.deps.phoneNow())) return false;
    if (task.state === "sent") return task.photos.some((photo) => photo.state === "waiting");
    return task.state === "waiting" && !earlierThan(task, all);
  }

  private async sendTask(task: Task, all: readonly Task[]): Promise<void> {
    const claimed = await this.deps.records.update(task.owner, task.id, (now) =>
      now.state === "waiting" ? { ...now, state: "sending", tries: now.tries + 1 } : null,
    );
    if (claimed?.state !== "sending") return;
    await this.reload();
    const outcome = judge(claimed, await this.deps.call(callFor(claimed, baseOf(claimed, all))));
    const after = await this.deps.records.update(task.owner, task.id, (now) => this.settled(now, outcome));
    if (outcome.kind === "sent" && after) this.deps.delivered(after);
    await this.heed(outcome);
  }

  private settled(task: Task, outcome: Outcome): Task {
    switch (outcome.kind) {
      case "sent": {
        const { revision } = outcome;
        return { ...task, state: "sent", sentAt: this.deps.now(), revision, refusal: null, notBefore: 0 };
      }
      case "refused":
        return { ...task, state: "refused", refusal: outcome.refusal };
      case "later":
        return { ...task, state: "waiting", notBefore: this.notBefore(outcome, task.tries) };
    }
  }

  private async sendPhoto(task: Task, all: readonly Task[]): Promise<void> {
    const photo = task.photos.find((each) => each.state === "waiting")!;
    const data = await this.deps.photos.get(photo.name);
    if (!data) return this.settleLostFile(task, photo, all);
    const tries = photo.tries + 1;
    await this.changePhoto(task, photo.name, { state: "sending", tries });
    await this.reload();
    const outcome = judgePhoto(photo, await this.deps.call(callForPhoto(task, data)));
    if (outcome.kind === "sent") {
      await this.changePhoto(task, photo.name, { state: "sent", sentAt: this.deps.now(), refusal: null });
      await this.deps.photos.remove(photo.name);
    } else if (outcome.kind === "refused") {
      await this.changePhoto(task, photo.name, { state: "refused", refusal: outcome.refusal });
    } else {
      await this.changePhoto(task, photo.name, { state: "waiting" }, this.notBefore(outcome, tries));
    }
    await this.heed(outcome);
  }

  private async settleLostFile(task: Task, photo: QueuedPhoto, all: readonly Task[]): Promise<void> {
    // Another wording of the log may have brought it there.
    const twin = all.flatMap((other) => other.photos).find((each) => each.sha256 === photo.sha256 && each.sentAt);
    const refusal = { sentence: SENTENCES.photoGone, code: "photo_gone", fields: [] };
    await this.changePhoto(
      task,
      photo.name,
      twin ? { state: "sent", sentAt: twin.sentAt } : { state: "refused", refusal },
    );
    await this.reload();
  }

  private async changePhoto(task: Task, name: string, change: Partial<QueuedPhoto>, notBefore = 0): Promise<void> {
    await this.deps.records.update(task.owner, task.id, (now) => ({
      ...now,
      notBefore,
      photos: now.photos.map((photo) => (photo.name === name ? { ...photo, ...change } : photo)),
    }));
  }

  /** What the answer to one says about the rest. */
  private async heed(outcome: Outcome): Promise<void> {
    if (!this.goOn()) return;
    if (outcome.kind !== "later") this.pause.end();
    else if (outcome.concernsAll) this.pause.begin(outcome.reason, outcome.afterMs, this.deps.phoneNow());
    await this.reload();
  }

  private notBefore(outcome: Outcome & { kind: "later" }, tries: number): number {
    return outcome.concernsAll ? 0 : this.deps.phoneNow() + (outcome.afterMs ?? backoff(tries - 1));
  }
}
