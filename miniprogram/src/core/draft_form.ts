// What the form does with a draft: pure steps from one draft to the next, so that what a tap changes can be read and
// tried in one place.
import { dayOf, isDay, minuteOf, startOf, type Day } from "./beijing";
import type { Heads } from "./chat_numbers";
import { detailsFor, type Kind } from "./check_log";
import type { DraftPhoto, LogDraft } from "./draft";
import type { PastedForm } from "./paste";
import { activityOf, type LogContent, type Task } from "./queue_types";
import { suggestTitle } from "./suggest";

/** A log as the server shows it. */
export interface ServerLog {
  id: string;
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
  photos: string[];
  state: string;
  return_reason: string;
  revision: number;
}

/** What the form knows beside the draft. */
export interface Surroundings {
  now: number;
  kinds: readonly Kind[];
  /** Due and present of last time. */
  heads(orgId: string, kind: string): Heads | null;
  /** Titles that this branch has used this month. */
  takenTitles(orgId: string): readonly string[];
}

export function newDraft(id: string, org: { id: string; name: string }, around: Surroundings): LogDraft {
  return {
    mode: "new",
    activity: id,
    baseRevision: null,
    returnReason: "",
    orgId: org.id,
    orgName: org.name,
    kind: "",
    title: "",
    titleIsSuggested: true,
    day: dayOf(around.now),
    minute: null,
    endedAt: null,
    place: "",
    expected: 0,
    present: 0,
    content: "",
    details: {},
    photos: [],
  };
}

export function withKind(draft: LogDraft, kind: string, around: Surroundings): LogDraft {
  const untouchedHeads = draft.expected === 0 && draft.present === 0;
  const remembered = draft.mode === "new" ? around.heads(draft.orgId, kind) : null;
  const before = around.heads(draft.orgId, draft.kind);
  const wereRemembered = before !== null && before.expected === draft.expected && before.present === draft.present;
  const heads = remembered && (untouchedHeads || wereRemembered) ? remembered : null;
  return suggested({ ...draft, ...heads, kind }, around);
}

export function withDay(draft: LogDraft, day: Day, around: Surroundings): LogDraft {
  return isDay(day) ? suggested({ ...draft, day }, around) : draft;
}

export function withTitle(draft: LogDraft, title: string): LogDraft {
  return { ...draft, title, titleIsSuggested: title.trim() === "" };
}

function suggested(draft: LogDraft, around: Surroundings): LogDraft {
  const kind = around.kinds.find((each) => each.code === draft.kind);
  if (!draft.titleIsSuggested || !kind) return draft;
  return { ...draft, title: suggestTitle(kind.label, draft.day, around.takenTitles(draft.orgId)) };
}

/** The recognised parts into their fields; what the text did not say stays as it was. */
export function withPaste(draft: LogDraft, form: PastedForm, around: Surroundings): LogDraft {
  let next = draft;
  if (form.kind && around.kinds.some((kind) => kind.code === form.kind)) next = withKind(next, form.kind, around);
  if (form.date) next = { ...withDay(next, form.date, around), minute: form.minute };
  if (form.title) next = withTitle(next, form.title);
  if (form.heads) next = { ...next, ...form.heads };
  if (form.place) next = { ...next, place: form.place };
  if (form.content) next = { ...next, content: form.content };
  return next;
}

/** The last log as template: what tends to stay the same, not what was done that day. */
export function withLast(draft: LogDraft, last: ServerLog, around: Surroundings): LogDraft {
  const known = around.kinds.some((kind) => kind.code === last.kind);
  const next = {
    ...draft,
    place: last.place,
    expected: last.expected,
    present: last.present,
    content: draft.content || last.content,
    details: { ...last.details },
  };
  return known ? suggested({ ...next, kind: last.kind }, around) : next;
}

/** Another wording of a log that the server has. */
export function draftOfLog(log: ServerLog, orgName: string): LogDraft {
  const started = Date.parse(log.started_at);
  return {
    mode: "amend",
    activity: log.id,
    baseRevision: log.revision,
    returnReason: log.state === "returned" ? log.return_reason : "",
    orgId: log.org_id,
    orgName,
    kind: log.kind,
    title: log.title,
    titleIsSuggested: false,
    day: dayOf(started),
    minute: minuteOf(started),
    endedAt: log.ended_at,
    place: log.place,
    expected: log.expected,
    present: log.present,
    content: log.content,
    details: { ...log.details },
    photos: log.photos.map((sha256) => ({ name: "", sha256, bytes: 0 })),
  };
}

/** A log or amendment out of the queue, to be put right; null for an entry that holds no log. */
export function draftOfTask(task: Task): LogDraft | null {
  const { job } = task;
  if (job.kind !== "log" && job.kind !== "amend") return null;
  const { content } = job;
  const photos: DraftPhoto[] = task.photos
    .filter((photo) => photo.state !== "refused")
    .map(({ name, sha256, bytes, state }) => ({ name: state === "sent" ? "" : name, sha256, bytes }));
  const log = { ...content, id: activityOf(task)!, photos: [], state: "", return_reason: "", revision: 1 };
  const draft = draftOfLog(log, task.unitName);
  const isNew = job.kind === "log" && task.state !== "sent";
  return { ...draft, photos, mode: isNew ? "new" : "amend", baseRevision: job.kind === "amend" ? job.base : null };
}

/** The log as the API takes it. */
export function contentOf(draft: LogDraft, kind: Kind, now: number): LogContent {
  return {
    org_id: draft.orgId,
    kind: draft.kind,
    title: draft.title.trim(),
    started_at: startOf(draft.day, draft.minute, now),
    ended_at: draft.endedAt,
    place: draft.place.trim(),
    expected: draft.expected,
    present: draft.present,
    content: draft.content.trim(),
    details: detailsFor(kind, draft.details),
  };
}
