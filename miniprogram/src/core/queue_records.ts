// The queue's entries on the phone's shelf, one text each, under the person they belong to. Every change is read, made
// and written in one step, so that two tabs of one browser do not undo each other's.
import type { Shelf } from "@/platform/platform";
import { baseOf, byOrder, earlierThan } from "./queue_order";
import { isDone, type Task } from "./queue_types";

/** Sent entries are kept so long, and so many of them, for people to look at. */
export const KEEP_MS = 60 * 24 * 3600 * 1000;
export const KEEP_COUNT = 200;

const ALL = "task/";
const keyOf = (owner: string, id: string) => `${ALL}${owner}/${id}`;

export class QueueRecords {
  constructor(private readonly shelf: Shelf) {}

  /** In the order in which they were made. */
  async list(owner: string): Promise<Task[]> {
    return (await this.read(`${ALL}${owner}/`)).sort(byOrder);
  }

  async find(owner: string, id: string): Promise<Task | null> {
    return parse(await this.shelf.get(keyOf(owner, id)));
  }

  /** Rejects with NoRoom. */
  async put(task: Task): Promise<void> {
    await this.shelf.update(keyOf(task.owner, task.id), () => JSON.stringify(task));
  }

  /** Changes what is there now; null from `change` leaves it. Returns the entry afterwards, null when there is none. */
  async update(owner: string, id: string, change: (task: Task) => Task | null): Promise<Task | null> {
    const after = await this.shelf.update(keyOf(owner, id), (before) => {
      const task = parse(before);
      if (!task) return before;
      const changed = change(task);
      return changed ? JSON.stringify(changed) : before;
    });
    return parse(after);
  }

  /** Removes it if `may` agrees with what is there now; returns what was removed. */
  async remove(owner: string, id: string, may: (task: Task) => boolean): Promise<Task | null> {
    let removed: Task | null = null;
    await this.shelf.update(keyOf(owner, id), (before) => {
      const task = parse(before);
      removed = task && may(task) ? task : null;
      return removed ? null : before;
    });
    return removed;
  }

  async forgetSent(owner: string): Promise<void> {
    await this.settleBases(owner);
    for (const task of await this.list(owner)) await this.remove(owner, task.id, isDone);
  }

  async adopt(from: string, to: string): Promise<void> {
    for (const task of await this.list(from)) {
      await this.put({ ...task, owner: to });
      await this.remove(from, task.id, () => true);
    }
  }

  /** Names of all photo files that some entry of anybody still needs. */
  async neededPhotos(): Promise<Set<string>> {
    const tasks = await this.read(ALL);
    return new Set(
      tasks.flatMap((task) => task.photos.filter((photo) => photo.state !== "sent").map((photo) => photo.name)),
    );
  }

  /** Entries of other people on this phone that are not sent. */
  async unsentOfOthers(owner: string | null): Promise<number> {
    return (await this.read(ALL)).filter((task) => task.owner !== owner && !isDone(task)).length;
  }

  /** Lets go of what was sent long ago. */
  async prune(owner: string, now: number): Promise<void> {
    await this.settleBases(owner);
    const done = (await this.list(owner)).filter(isDone).reverse();
    const old = done.filter((task, place) => place >= KEEP_COUNT || now - (task.sentAt ?? now) > KEEP_MS);
    for (const task of old) await this.remove(owner, task.id, isDone);
  }

  /** An amendment builds on what the entry before it made of the log: written down before that entry is let go. */
  private async settleBases(owner: string): Promise<void> {
    const all = await this.list(owner);
    for (const task of all) {
      const base = task.state === "sent" || earlierThan(task, all) ? null : baseOf(task, all);
      if (base === null) continue;
      await this.update(owner, task.id, (now) =>
        now.job.kind === "amend" && now.job.base === null ? { ...now, job: { ...now.job, base } } : null,
      );
    }
  }

  private async read(prefix: string): Promise<Task[]> {
    const tasks = (await this.shelf.list(prefix)).map(parse);
    return tasks.filter((task): task is Task => task !== null);
  }
}

/** An entry that cannot be read (of a version to come) is left where it is. */
function parse(text: string | null): Task | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Task;
  } catch {
    return null;
  }
}
