// The queue: everything a person does is kept on the phone first, under an id made here, and sent when there is a
// network. It can be read at any time; it sends one thing after the other, in one tab alone; what was sent and not
// answered is sent again under the same id, which the server knows (design rule 2).
import { earlierThan } from "./queue_order";
import { Pause } from "./queue_pause";
import { Sender, type SenderDeps } from "./queue_sender";
import { UNDO_MS, activityOf, isDone, type Job, type QueuedPhoto, type Task, type WaitReason } from "./queue_types";

export interface QueueDeps extends SenderDeps {
  /** One sender among all tabs. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  newId(): string;
  after(ms: number, run: () => void): () => void;
  /** Something in the queue is different now; `quiet` when other tabs know it already. */
  changed(quiet: boolean): void;
}

export type NewPhoto = Pick<QueuedPhoto, "name" | "sha256" | "bytes">;

export interface NewTask {
  id?: string;
  job: Job;
  label: string;
  unitName: string;
  /** Without name: the server has it already. */
  photos?: NewPhoto[];
  undoable?: boolean;
  batch?: string | null;
}

const LONGEST_SLEEP_MS = 300000;

export class Queue {
  /** Entries of `owner`, oldest first. */
  tasks: Task[] = [];
  private owner: string | null = null;
  private readonly pause = new Pause();
  private readonly sender: Sender;
  private running: Promise<void> | null = null;
  private again = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly deps: QueueDeps) {
    this.sender = new Sender(deps, this.pause, () => this.reload());
  }

  /** Shows and sends the entries of this person; null shows nobody's. */
  async show(owner: string | null): Promise<void> {
    this.owner = owner;
    this.pause.reset();
    await this.reload();
    if (owner === null) return;
    await this.deps.records.prune(owner, this.deps.now());
    await this.reload();
    this.send();
  }

  /** `quiet`: because another tab said so; it need not be told. */
  async reload(quiet = false): Promise<void> {
    const { owner } = this;
    const tasks = owner === null ? [] : await this.deps.records.list(owner);
    if (owner !== this.owner) return;
    this.tasks = tasks.map((task) => ({ ...task, wait: this.waitOf(task, tasks) }));
    this.deps.changed(quiet);
  }

  /** Keeps it on the phone, then begins to send. Rejects with NoRoom; then nothing was kept. */
  async add(task: NewTask): Promise<Task> {
    const owner = this.mustHaveOwner();
    const made = this.make(owner, task);
    await this.deps.records.put(made);
    await this.reload();
    this.send();
    return made;
  }

  private make(
    owner: string,
    { id, job, label, unitName, photos = [], undoable = false, batch = null }: NewTask,
  ): Task {
    return {
      id: id ?? this.deps.newId(),
      owner,
      job,
      label,
      unitName,
      seq: this.tasks.find((each) => each.id === id)?.seq ?? Math.max(0, ...this.tasks.map((each) => each.seq)) + 1,
      madeAt: this.deps.now(),
      notBefore: undoable ? this.deps.phoneNow() + UNDO_MS : 0,
      state: "waiting",
      wait: undoable ? "undo" : null,
      tries: 0,
      sentAt: null,
      refusal: null,
      photos: photos.map(queuedPhoto),
      revision: null,
      batch,
    };
  }

  /** Another wording of a log that has not left the phone yet. False when it has: then it is amended. */
  async rewrite(id: string, task: NewTask): Promise<boolean> {
    const made = this.make(this.mustHaveOwner(), { ...task, id });
    const after = await this.deps.records.update(made.owner, id, (now) =>
      now.state === "waiting" && now.tries === 0 ? { ...made, madeAt: now.madeAt } : null,
    );
    await this.reload();
    this.send();
    return after?.state === "waiting" && after.tries === 0;
  }

  /** Takes back what has not left the phone yet. False when it has. */
  async undo(id: string): Promise<boolean> {
    const owner = this.mustHaveOwner();
    const removed = await this.deps.records.remove(owner, id, (task) => task.state === "waiting" && task.tries === 0);
    await this.reload();
    return removed !== null;
  }

  /** Whether it can be taken out of the queue: what is being sent cannot, and what was sent is withdrawn instead. */
  canRemove(task: Task): boolean {
    return task.state === "refused" || task.state === "waiting";
  }

  /**
   * Takes an entry out. A log that was tried and not answered may be on the server: it is withdrawn there, if it
   * arrived. Returns how to put it back; null when it could not be removed.
   */
  async remove(id: string): Promise<(() => Promise<boolean>) | null> {
    const owner = this.mustHaveOwner();
    const removed = await this.deps.records.remove(owner, id, (task) => this.canRemove(task));
    if (!removed) return null;
    const mayHaveArrived = removed.job.kind === "log" && removed.state === "waiting" && removed.tries > 0;
    const gone = [removed, ...(removed.job.kind === "log" ? await this.removeFollowers(owner, id) : [])];
    let withdrawal: Task | null = null;
    if (mayHaveArrived) {
      withdrawal = this.make(owner, {
        job: { kind: "withdraw", activity: removed.id, ifThere: true },
        label: removed.label,
        unitName: removed.unitName,
        undoable: true,
      });
      await this.deps.records.put(withdrawal);
    }
    await this.reload();
    this.send();
    return async () => {
      if (withdrawal && !(await this.undo(withdrawal.id))) return false;
      for (const task of gone) await this.deps.records.put(task);
      await this.reload();
      this.send();
      return true;
    };
  }

  /** What was to be done with a log that will not be there. */
  private async removeFollowers(owner: string, activity: string): Promise<Task[]> {
    const followers = (await this.deps.records.list(owner)).filter((task) => activityOf(task) === activity);
    const removed = followers.map((task) => this.deps.records.remove(owner, task.id, (each) => this.canRemove(each)));
    return (await Promise.all(removed)).filter((task): task is Task => task !== null);
  }

  /** Lets a photo go that the server refused; the log is amended to name it no more, if it is there already. */
  async dropPhoto(id: string, name: string): Promise<void> {
    const owner = this.mustHaveOwner();
    const without = (task: Task) => task.photos.filter((photo) => photo.name !== name);
    const after = await this.deps.records.update(owner, id, (task) => ({ ...task, photos: without(task) }));
    await this.deps.photos.remove(name);
    await this.reload();
    if (after?.state !== "sent" || (after.job.kind !== "log" && after.job.kind !== "amend")) return;
    await this.add({
      job: {
        kind: "amend",
        activity: activityOf(after)!,
        base: null,
        content: after.job.content,
        madeAt: after.job.madeAt,
      },
      label: after.label,
      unitName: after.unitName,
      photos: after.photos.map(({ sha256, bytes }) => ({ name: "", sha256, bytes })),
    });
  }

  /** A refused entry as it is, once more; a waiting one at once. */
  async retry(id: string): Promise<void> {
    await this.deps.records.update(this.mustHaveOwner(), id, (task) => ({
      ...task,
      state: task.state === "refused" ? "waiting" : task.state,
      refusal: null,
      notBefore: 0,
      photos: task.photos.map((photo) =>
        photo.state === "refused" ? { ...photo, state: "waiting", refusal: null } : photo,
      ),
    }));
    await this.reload();
    this.poke();
  }

  /** Replaces a refused entry by one that was put right. The id stays where the server never took it. */
  async replace(id: string, task: NewTask): Promise<Task> {
    const owner = this.mustHaveOwner();
    const before = await this.deps.records.find(owner, id);
    const made = await this.add(task);
    if (before && made.id !== id) await this.deps.records.remove(owner, id, (each) => each.state === "refused");
    await this.reload();
    return made;
  }

  /** Something may have changed for the better: network back, program shown, a tap. Tries at once. */
  poke(): void {
    this.pause.cutShort();
    this.send();
  }

  /** A session is there (again). */
  signedIn(): void {
    if (this.pause.reason === "sign_in") this.pause.reset();
    this.poke();
  }

  /** A visitor has become somebody: what the visitor made is theirs. */
  async adopt(from: string, to: string): Promise<void> {
    await this.deps.records.adopt(from, to);
  }

  /** Who signs out leaves on the phone only what is still to be sent. */
  async forgetSent(owner: string): Promise<void> {
    await this.deps.records.forgetSent(owner);
  }

  /** Begins to send, if there is something to send and nobody does. */
  send(): void {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.deps
      .alone(() => this.pass())
      // Storage that fails: nothing is lost, the entry is where it was.
      .catch(() => this.pause.begin("busy", null, this.deps.phoneNow()))
      .then(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.send();
        } else this.wakeLater();
      });
  }

  /** When all that can be sent now has been tried. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private pass(): Promise<void> {
    const { owner } = this;
    return owner === null ? Promise.resolve() : this.sender.pass(owner, () => this.owner === owner);
  }

  private waitOf(task: Task, all: Task[]): WaitReason | null {
    if (task.state === "refused") return null;
    if (task.state === "waiting" && earlierThan(task, all)) return "earlier";
    if (task.state === "waiting" && task.tries === 0 && task.notBefore > this.deps.phoneNow()) return "undo";
    if (isDone(task)) return null;
    if (this.deps.isOffline()) return "offline";
    return this.pause.reason ?? (task.notBefore > this.deps.phoneNow() ? "busy" : null);
  }

  /** Sets the clock for whatever comes due next. */
  private wakeLater(): void {
    this.cancelTimer();
    const now = this.deps.phoneNow();
    const times = this.tasks
      .filter((task) => task.state === "waiting" || task.photos.some((photo) => photo.state === "waiting"))
      .filter((task) => task.state !== "refused")
      .filter((task) => task.state === "sent" || !earlierThan(task, this.tasks))
      .map((task) => Math.max(task.notBefore, this.pause.until, now + 50));
    if (times.length === 0 || this.pause.reason === "sign_in") return;
    this.cancelTimer = this.deps.after(Math.min(...times, now + LONGEST_SLEEP_MS) - now, () => this.send());
  }

  private mustHaveOwner(): string {
    if (this.owner === null) throw new Error("nobody's queue is shown");
    return this.owner;
  }
}

function queuedPhoto(photo: NewPhoto): QueuedPhoto {
  return { ...photo, state: photo.name === "" ? "sent" : "waiting", tries: 0, sentAt: null, refusal: null };
}
