// The entries of the queue: what a person did on the phone, kept there until the server has it.
import type { FieldFault } from "./faults";

/** What is asked of the server. */
export type TaskKind = "log" | "amend" | "withdraw" | "review" | "feedback";

/** waiting -> sending -> sent | refused; sending goes back to waiting when nobody answered. */
export type TaskState = "waiting" | "sending" | "sent" | "refused";

/** So long can a verdict or a withdrawal be taken back before it is sent. */
export const UNDO_MS = 5000;

/** Why something waits, when there is more to say than "its turn has not come". */
export type WaitReason =
  | "undo" // the seconds in which it can still be taken back
  | "offline" // no network, or nobody answered
  | "portal" // something answered that is not our server: a network that wants a login first
  | "busy" // the server asked to come back later
  | "sign_in" // signed out meanwhile; goes on after signing in
  | "earlier"; // an earlier entry about the same log is not sent yet

export interface Refusal {
  /** The server's sentence, for people. */
  sentence: string;
  /** Stable code of the server: invalid_input, conflict, not_allowed... */
  code: string;
  fields: FieldFault[];
}

export interface QueuedPhoto {
  /** Name of the file on the phone. */
  name: string;
  sha256: string;
  bytes: number;
  state: TaskState;
  tries: number;
  sentAt: number | null;
  refusal: Refusal | null;
}

/** The content of a log as the API takes it. */
export interface LogContent {
  org_id: string;
  kind: string;
  title: string;
  started_at: string;
  ended_at: string | null;
  place: string;
  expected: number;
  present: number;
  content: string;
  details: Record<string, string | number | boolean>;
}

export type Job =
  | { kind: "log"; content: LogContent; madeAt: string }
  /** `base` null: the revision that the log will have once the entry before this one is sent. */
  | { kind: "amend"; activity: string; base: number | null; content: LogContent; madeAt: string }
  /** `ifThere`: a log that perhaps never arrived; not found is as good as withdrawn. */
  | { kind: "withdraw"; activity: string; ifThere: boolean }
  | { kind: "review"; activity: string; revision: number; verdict: "accept" | "return"; reason: string }
  | { kind: "feedback"; category: "suggestion" | "complaint" | "problem"; content: string; contact: string };

export interface Task {
  /** UUIDv7 made on the phone; of a log and of feedback the id that the server knows it by. */
  id: string;
  /** Whose it is: a person's id, or the key of an unbound visitor. */
  owner: string;
  job: Job;
  /** One line for a list, e.g. the title of the log. */
  label: string;
  /** Name of the unit, for the second line. */
  unitName: string;
  /** Order of making; a clock that was set right meanwhile does not change it. */
  seq: number;
  /** Milliseconds of the server's clock. */
  madeAt: number;
  /** Milliseconds of the phone's own clock: not tried before. */
  notBefore: number;
  state: TaskState;
  wait: WaitReason | null;
  /** Tries that left the phone; after the first nobody knows whether the server has it. */
  tries: number;
  sentAt: number | null;
  refusal: Refusal | null;
  photos: QueuedPhoto[];
  /** Of the log after it was sent. */
  revision: number | null;
  /** Verdicts given together share it. */
  batch: string | null;
}

/** The log that an entry is about; null for feedback. */
export function activityOf(task: Task): string | null {
  if (task.job.kind === "log") return task.id;
  return task.job.kind === "feedback" ? null : task.job.activity;
}

/** Whether the server has all of it: the entry itself and each of its photos. */
export function isDone(task: Task): boolean {
  return task.state === "sent" && task.photos.every((photo) => photo.state === "sent");
}
