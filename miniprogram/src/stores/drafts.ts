// The log that is being written. Kept on the phone at each change, so that a call, an expired session or an empty
// battery costs nothing; put into the queue when it is saved.
import { reactive } from "vue";
import { checkLog, type Kind } from "@/core/check_log";
import { LIMITS } from "@/core/count";
import type { DraftPhoto, LogDraft } from "@/core/draft";
import {
  contentOf,
  draftOfLog,
  draftOfTask,
  newDraft,
  withDay,
  withKind,
  withLast,
  withPaste,
  withTitle,
  type ServerLog,
  type Surroundings,
} from "@/core/draft_form";
import type { FieldFault } from "@/core/faults";
import { readPastedForm, type PastedForm } from "@/core/paste";
import type { NewTask } from "@/core/queue";
import type { Task } from "@/core/queue_types";
import { SENTENCES } from "@/core/sentences";
import { RememberedHeads } from "@/core/suggest";
import { platform } from "@/platform";
import { PHOTOS_BUDGET_BYTES } from "@/platform/limits";
import { NoRoom, PictureUnreadable } from "@/platform/platform";
import { now, today } from "./clock";
import { duties } from "./duties";
import { kinds } from "./kinds";
import { queue, queueCore } from "./queue";
import { api, keeper, newId, remember, remembered } from "./wiring";

type Saved = { ok: true; task: Task } | { ok: false; sentence: string };

const heads = new RememberedHeads({
  read: () => remembered(`heads.${keeper.owner}`, {}),
  write: (all) => remember(`heads.${keeper.owner}`, all),
});

export const draft = reactive({
  value: null as LogDraft | null,
  /** The entry of the queue that is put right, if it is one. */
  mends: null as string | null,
  faults: [] as FieldFault[],
  /** An unfinished one was found where a new one was asked for. */
  resumed: false,
  startNew,
  startAmend,
  startMend,
  discard,
  setKind: (code: string) => change((value) => withKind(value, code, around())),
  setDay: (day: string) => change((value) => withDay(value, day, around())),
  setTitle: (title: string) => change((value) => withTitle(value, title)),
  set: <K extends keyof LogDraft>(field: K, to: LogDraft[K]) => change((value) => ({ ...value, [field]: to })),
  setDetail,
  fillFromLast,
  readPaste: (text: string): PastedForm | null => readPastedForm(text, today(), kinds.value ?? []),
  takePaste: (form: PastedForm) => change((value) => withPaste(value, form, around())),
  addPhotos,
  removePhoto,
  photoUrl: (photo: DraftPhoto): Promise<string | null> =>
    photo.name === "" ? Promise.resolve(null) : platform.photos.url(photo.name),
  faultOf: (field: string): string => draft.faults.find((fault) => fault.field === field)?.message ?? "",
  check,
  save,
  recall,
  flush,
  adopt,
});

function around(): Surroundings {
  const month = today().slice(0, 7);
  return {
    now: now(),
    kinds: kinds.value ?? [],
    heads: (orgId, kind) => heads.recall(orgId, kind) ?? headsOfLast(orgId),
    takenTitles: (orgId) =>
      queue.tasks.flatMap(({ job }) =>
        job.kind === "log" && job.content.org_id === orgId && job.content.started_at.startsWith(month)
          ? [job.content.title]
          : [],
      ),
  };
}

const lastOf = (orgId: string): ServerLog | null =>
  (duties.value?.branches.find((branch) => branch.unit.id === orgId)?.last as ServerLog | null | undefined) ?? null;

function headsOfLast(orgId: string) {
  const last = lastOf(orgId);
  return last ? { expected: last.expected, present: last.present } : null;
}

/** A new log for a branch of the person; the unfinished one of that branch comes back. */
function startNew(orgId?: string): void {
  const branches = branchesOfPerson();
  const branch = branches.find((each) => each.id === orgId) ?? branches[0];
  if (!branch) return;
  const open = draft.value;
  if (open && open.mode === "new" && !draft.mends && open.orgId === branch.id) {
    draft.resumed = isTouched(open);
    if (draft.resumed) return;
  }
  draft.resumed = false;
  const begun = newDraft(newId(), branch, around());
  const kind = kinds.lately()[0];
  begin(kind ? withKind(begun, kind.code, around()) : begun, null);
}

const isTouched = (value: LogDraft) =>
  value.content.trim() !== "" || value.place.trim() !== "" || value.photos.length > 0 || !value.titleIsSuggested;

function branchesOfPerson(): { id: string; name: string }[] {
  const held = (keeper.current?.user?.roles ?? []).filter((role) => role.role === "branch_secretary");
  const fromDuties = (duties.value?.branches ?? []).map(({ unit }) => ({ id: unit.id, name: unit.name }));
  return held.length > 0 ? held.map((role) => ({ id: role.org_id, name: role.org_name })) : fromDuties;
}

async function startAmend(log: ServerLog & { org?: { name: string } }): Promise<void> {
  begin(draftOfLog(log, log.org?.name ?? ""), null);
}

function startMend(task: Task): void {
  const value = draftOfTask(task);
  if (!value) return;
  begin(value, task.state === "sent" ? null : task.id);
  draft.faults = task.refusal?.fields ?? [];
  if (task.job.kind === "amend" && task.refusal?.code === "conflict") void buildOnNewest(task.job.activity);
}

/** Somebody else has changed the log meanwhile: these words go on top of theirs, once the person saves again. */
async function buildOnNewest(activity: string): Promise<void> {
  const result = await api.get("/api/v1/activities/{id}", { params: { id: activity } });
  if (!result.ok || draft.value?.activity !== activity) return;
  draft.value = { ...draft.value, baseRevision: result.body.revision };
  keepSoon();
}

function begin(value: LogDraft, mends: string | null): void {
  draft.value = value;
  draft.mends = mends;
  draft.faults = [];
  keepSoon();
}

function change(step: (value: LogDraft) => LogDraft): void {
  const before = draft.value;
  if (!before) return;
  const after = step(before);
  draft.value = after;
  const same = (fault: FieldFault) => sameField(before, after, fault.field);
  if (draft.faults.length > 0) draft.faults = draft.faults.filter(same);
  keepSoon();
}

/** What was wrong with a field is not said any longer once the field is different. */
function sameField(before: LogDraft, after: LogDraft, field: string): boolean {
  if (field.startsWith("details.")) return before.details[field.slice(8)] === after.details[field.slice(8)];
  if (field === "started_at") return before.day === after.day && before.minute === after.minute;
  if (field === "org_id") return before.orgId === after.orgId;
  if (field === "present" || field === "expected")
    return before.expected === after.expected && before.present === after.present;
  if (field.startsWith("photos")) return before.photos === after.photos;
  return before[field as keyof LogDraft] === after[field as keyof LogDraft];
}

function setDetail(code: string, to: string | number | boolean | undefined): void {
  change((value) => {
    const details = { ...value.details };
    if (to === undefined) delete details[code];
    else details[code] = to;
    return { ...value, details };
  });
}

/** 照上次填. False when there was no last time. */
function fillFromLast(): boolean {
  const last = draft.value ? lastOf(draft.value.orgId) : null;
  if (!last) return false;
  change((value) => withLast(value, last, around()));
  return true;
}

async function addPhotos(from: "camera" | "album" | "ask"): Promise<string> {
  const value = draft.value;
  if (!value) return "";
  const free = LIMITS.photos - value.photos.length;
  if (free <= 0) return SENTENCES.photoLimit;
  try {
    let said = "";
    for (const picture of await platform.choosePictures(free, from)) said = (await addPhoto(picture.bytes)) || said;
    return said;
  } catch (error) {
    if (error instanceof PictureUnreadable) return SENTENCES.photoUnreadable;
    if (error instanceof NoRoom) return SENTENCES.photosFull;
    throw error;
  }
}

async function addPhoto(bytes: ArrayBuffer): Promise<string> {
  const sha256 = await platform.sha256(bytes);
  if (draft.value?.photos.some((photo) => photo.sha256 === sha256)) return SENTENCES.photoTwice;
  if ((await platform.photos.usedBytes()) + bytes.byteLength > PHOTOS_BUDGET_BYTES) return SENTENCES.photosFull;
  const name = newId();
  await platform.photos.put(name, bytes);
  change((value) => ({ ...value, photos: [...value.photos, { name, sha256, bytes: bytes.byteLength }] }));
  return "";
}

/** The file stays until nothing on the phone names it (see photo_sweep). */
function removePhoto(index: number): { undo(): void } {
  const photo = draft.value?.photos[index];
  change((value) => ({ ...value, photos: value.photos.filter((_each, place) => place !== index) }));
  return {
    undo: () => {
      if (!photo) return;
      change((value) => ({ ...value, photos: [...value.photos.slice(0, index), photo, ...value.photos.slice(index)] }));
    },
  };
}

function discard(): { undo(): void } {
  const { value, mends, faults } = draft;
  draft.value = null;
  draft.mends = null;
  draft.faults = [];
  keepSoon();
  return {
    undo: () => {
      if (!value) return;
      begin(value, mends);
      draft.faults = faults;
    },
  };
}

function kindOf(value: LogDraft): Kind | undefined {
  return kinds.byCode(value.kind);
}

function check(): boolean {
  draft.faults = draft.value ? checkLog(draft.value, kindOf(draft.value), now()) : [];
  return draft.faults.length === 0;
}

async function save(): Promise<Saved> {
  const { value } = draft;
  if (!value) return { ok: false, sentence: SENTENCES.noBranch };
  const kind = kindOf(value);
  if (!check() || !kind) return { ok: false, sentence: draft.faults[0]?.message ?? SENTENCES.unreadable };
  if (keeper.owner === null) return { ok: false, sentence: SENTENCES.notSignedIn };
  try {
    const task = await intoQueue(value, kind);
    heads.remember(value.orgId, value.kind, { expected: value.expected, present: value.present });
    kinds.used(value.kind);
    draft.value = null;
    draft.mends = null;
    await flush();
    return { ok: true, task };
  } catch (error) {
    if (error instanceof NoRoom) return { ok: false, sentence: SENTENCES.noRoom };
    throw error;
  }
}

async function intoQueue(value: LogDraft, kind: Kind): Promise<Task> {
  const content = contentOf(value, kind, now());
  const madeAt = new Date().toISOString(); // the phone's own clock, as the API asks for it
  const plain = { label: content.title, unitName: value.orgName, photos: value.photos };
  const mended = draft.mends ? queue.find(draft.mends) : undefined;
  const amend = (base: number | null): NewTask => ({
    ...plain,
    job: { kind: "amend", activity: value.activity, base, content, madeAt },
  });
  if (value.mode === "amend") {
    if (mended?.state === "refused") return queueCore.replace(mended.id, amend(value.baseRevision));
    if (mended && (await queueCore.rewrite(mended.id, amend(value.baseRevision)))) return queue.find(mended.id)!;
    const unsent = queue.ofActivity(value.activity).some((task) => task.state !== "sent");
    return queueCore.add(amend(unsent ? null : value.baseRevision));
  }
  const log: NewTask = { ...plain, id: value.activity, job: { kind: "log", content, madeAt } };
  if (!mended) return queueCore.add(log);
  if (mended.state === "refused") {
    // The server never took a refused id, except where it says that something else is under it.
    return queueCore.replace(mended.id, { ...log, id: mended.refusal?.code === "conflict" ? newId() : mended.id });
  }
  if (await queueCore.rewrite(mended.id, log)) return queue.find(mended.id)!;
  return queueCore.add(amend(null));
}

// --- kept on the phone --------------------------------------------------------------------------------------

const SOON_MS = 400;
let timer: ReturnType<typeof setTimeout> | null = null;
let writing: Promise<unknown> = Promise.resolve();

function keepSoon(): void {
  timer ??= setTimeout(() => void flush().catch(() => undefined), SOON_MS);
}

const shelfKey = (owner: string) => `draft/${owner}`;

async function flush(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const { owner } = keeper;
  if (owner === null) return;
  const text = draft.value ? JSON.stringify({ value: draft.value, mends: draft.mends, faults: draft.faults }) : null;
  writing = writing.catch(() => undefined).then(() => platform.shelf.update(shelfKey(owner), () => text));
  await writing;
}

/** The draft of `from` is that of `to`, who may have one of their own already: then it stays where it is. */
async function adopt(from: string, to: string): Promise<void> {
  await flush();
  const text = await platform.shelf.get(shelfKey(from));
  if (text === null || (await platform.shelf.get(shelfKey(to))) !== null) return;
  await platform.shelf.update(shelfKey(to), () => text);
  await platform.shelf.update(shelfKey(from), () => null);
}

/** The draft of whoever is shown now. */
async function recall(): Promise<void> {
  const { owner } = keeper;
  const text = owner === null ? null : await platform.shelf.get(shelfKey(owner));
  if (owner !== keeper.owner) return;
  const kept =
    text === null ? null : (JSON.parse(text) as { value: LogDraft; mends: string | null; faults: FieldFault[] });
  draft.value = kept?.value ?? null;
  draft.mends = kept?.mends ?? null;
  draft.faults = kept?.faults ?? [];
}
