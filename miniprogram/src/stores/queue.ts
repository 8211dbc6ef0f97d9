// The queue for pages: what this person did on the phone, and how far it has got.
import { reactive } from "vue";
import { Queue } from "@/core/queue";
import { QueueRecords } from "@/core/queue_records";
import { activityOf, UNDO_MS, type QueuedPhoto, type Task } from "@/core/queue_types";
import {
  countRefused,
  countUnsent,
  stateOf as stateAt,
  stateOfPhoto as stateOfPhotoAt,
  summaryOf,
} from "@/core/queue_words";
import { SENTENCES } from "@/core/sentences";
import { platform } from "@/platform";
import { NoRoom } from "@/platform/platform";
import { now } from "./clock";
import { caller, keeper, newId } from "./wiring";

export const UNDO_SECONDS = UNDO_MS / 1000;

export interface Undo {
  id: string;
  /** False when it had been sent already. */
  undo(): Promise<boolean>;
}

const deliveryListeners: ((task: Task) => void)[] = [];
/** The server has taken an entry: what was read from it before is old. */
export function onDelivered(tell: (task: Task) => void): void {
  deliveryListeners.push(tell);
}

export const records = new QueueRecords(platform.shelf);

export const queueCore: Queue = new Queue({
  records,
  photos: platform.photos,
  call: (call) => caller.call(call),
  alone: (work) => platform.alone("sender", work),
  now,
  phoneNow: () => Date.now(),
  newId,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  isOffline: () => platform.isOffline(),
  changed,
  delivered: (task) => deliveryListeners.forEach((tell) => tell(task)),
});

export const queue = reactive({
  /** Newest first. */
  tasks: [] as Task[],
  loaded: false,
  waitingCount: 0,
  refusedCount: 0,
  /** One line for the first page; "" when nothing is to be said. */
  summary: "",
  /** Entries of other people on this phone that are not sent. */
  ofOthers: 0,
  find: (id: string): Task | undefined => queue.tasks.find((task) => task.id === id),
  ofActivity: (activity: string): Task[] => queue.tasks.filter((task) => activityOf(task) === activity),
  withdraw,
  review,
  feedback,
  canRemove: (task: Task): boolean => queueCore.canRemove(task),
  remove,
  retry: (id: string): void => void queueCore.retry(id),
  dropPhoto: (id: string, name: string): Promise<void> => queueCore.dropPhoto(id, name),
  send: (): void => queueCore.poke(),
});

function changed(quiet: boolean): void {
  const tasks = [...queueCore.tasks].reverse();
  queue.tasks = tasks;
  queue.loaded = true;
  queue.waitingCount = countUnsent(tasks) - countRefused(tasks);
  queue.refusedCount = countRefused(tasks);
  queue.summary = summaryOf(tasks);
  if (!quiet) platform.tellOtherTabs();
}

interface Logged {
  id: string;
  title: string;
  unitName: string;
}

async function withdraw(activity: Logged): Promise<Undo> {
  const task = await queueCore.add({
    job: { kind: "withdraw", activity: activity.id, ifThere: false },
    label: activity.title,
    unitName: activity.unitName,
    undoable: true,
  });
  return { id: task.id, undo: () => queueCore.undo(task.id) };
}

async function review(
  items: (Logged & { revision: number })[],
  verdict: "accept" | "return",
  reason: string,
): Promise<{ undo(): Promise<boolean> }> {
  const batch = newId();
  const ids: string[] = [];
  for (const item of items) {
    const job = { kind: "review" as const, activity: item.id, revision: item.revision, verdict, reason };
    const task = await queueCore.add({ job, label: item.title, unitName: item.unitName, undoable: true, batch });
    ids.push(task.id);
  }
  return {
    async undo() {
      const undone = await Promise.all(ids.map((id) => queueCore.undo(id)));
      return undone.every(Boolean);
    },
  };
}

async function feedback(
  category: "suggestion" | "complaint" | "problem",
  content: string,
  contact: string,
): Promise<{ ok: true; task: Task } | { ok: false; sentence: string }> {
  if (keeper.owner === null) return { ok: false, sentence: SENTENCES.notSignedIn };
  const job = { kind: "feedback" as const, category, content: content.trim(), contact: contact.trim() };
  try {
    return { ok: true, task: await queueCore.add({ job, label: content.trim(), unitName: "" }) };
  } catch (error) {
    if (error instanceof NoRoom) return { ok: false, sentence: SENTENCES.noRoom };
    throw error;
  }
}

async function remove(id: string): Promise<{ undo(): Promise<boolean> }> {
  const putBack = await queueCore.remove(id);
  return { undo: () => (putBack ? putBack() : Promise.resolve(false)) };
}

/** In words, by the server's clock. */
export const stateOf = (task: Task): string => stateAt(task, now());
export function stateOfPhoto(photo: QueuedPhoto): string {
  const task = queue.tasks.find((each) => each.photos.includes(photo));
  return task ? stateOfPhotoAt(photo, task, now()) : "";
}

platform.onNetworkBack(() => queueCore.poke());
platform.onOtherTab(() => void queueCore.reload(true));
