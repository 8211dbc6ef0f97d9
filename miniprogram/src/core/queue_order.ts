// What must arrive before what: entries about one log go in the order in which they were made.
import { activityOf, type Task } from "./queue_types";

export function byOrder(a: Task, b: Task): number {
  return a.seq - b.seq || (a.id < b.id ? -1 : 1);
}

/** The entry about the same log that must arrive first. */
export function earlierThan(task: Task, all: readonly Task[]): Task | undefined {
  const activity = activityOf(task);
  if (activity === null || task.job.kind === "log") return undefined;
  return all.find((other) => byOrder(other, task) < 0 && activityOf(other) === activity && other.state !== "sent");
}

/** The revision that an amendment builds on: as seen, or as the entry before it left the log. */
export function baseOf(task: Task, all: readonly Task[]): number | null {
  const { job } = task;
  if (job.kind !== "amend") return null;
  if (job.base !== null) return job.base;
  const before = all.filter((other) => byOrder(other, task) < 0 && activityOf(other) === job.activity);
  return before[before.length - 1]?.revision ?? null;
}
