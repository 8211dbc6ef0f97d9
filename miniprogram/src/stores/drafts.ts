// The log that is being written. Kept on the phone at each change, so that a call, an expired session or an empty
// battery costs nothing; put into the queue when it is saved.
import { reactive } from "vue";
import { checkLog, type Kind } from "@/core/check_log";
import { LIMITS } from "@/core/count";
import type { DraftPhoto, LogDraft } from "@/core/draft";
import { isNewLog, joined, pileOf, textOf, withAside, type OpenDraft } from "@/core/draft_pile";
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
import { NoRoom, NotAllowed, PictureUnreadable } from "@/platform/platform";
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
  /** The person has put something into it. */
  touched: false,
  /** Unfinished ones that gave way to the one that is open; each comes back when it is asked for. */
  aside: [] as OpenDraft[],
  /** An unfinished one was found where this one was asked for. */
  resumed: false,
  /** Another one was laid aside for it. */
  laidAside: false,
  startNew,
  unfinishedUnit,
  startAmend,
  resumeAmend,
  startMend,
  discard,
  setKind: (code: string) => change((value) => withKind(value, code, around()), "chosen"),
  setDay: (day: string) => change((value) => withDay(value, day, around()), "chosen"),
  setUnit: (orgId: string, orgName: string) => change((value) => ({ ...value, orgId, orgName }), "chosen"),
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
  if (resume((each) => isNewLog(each) && each.value.orgId === branch.id)) return;
  const begun = newDraft(newId(), branch, around());
  const kind = kinds.lately()[0];
  begin(kind ? withKind(begun, kind.code, around()) : begun, null);
}

/** The branch of the new log that is not finished, if there is one. */
function unfinishedUnit(): string | undefined {
  const open = opened();
  const all = open ? [...draft.aside, open] : draft.aside;
  return all.filter(isNewLog).pop()?.value.orgId;
}

function branchesOfPerson(): { id: string; name: string }[] {
  const held = (keeper.current?.user?.roles ?? []).filter((role) => role.role === "branch_secretary");
  const fromDuties = (duties.value?.branches ?? []).map(({ unit }) => ({ id: unit.id, name: unit.name }));
  return held.length > 0 ? held.map((role) => ({ id: role.org_id, name: role.org_name })) : fromDuties;
}

function startAmend(log: ServerLog & { org?: { name: string } }): void {
  const fresh = draftOfLog(log, log.org?.name ?? "");
  if (!resumeAmend(log.id)) begin(fresh, null);
  else if (draft.value) draft.value = { ...draft.value, returnReason: fresh.returnReason };
}

/** The unfinished change of a log, also where the log itself cannot be read. */
function resumeAmend(activity: string): boolean {
  return resume(({ value, mends }) => value.mode === "amend" && value.activity === activity && mends === null);
}

function startMend(task: Task): void {
  const value = draftOfTask(task);
  if (!value) return;
  const mends = task.state === "sent" ? null : task.id;
  if (resume((each) => each.value.activity === value.activity && each.mends === mends && !isNewLog(each))) return;
  begin(value, mends, task.refusal?.fields);
  if (task.job.kind === "amend" && task.refusal?.code === "conflict") void buildOnNewest(task.job.activity);
}

/** Somebody else has changed the log meanwhile: these words go on top of theirs, once the person saves again. */
async function buildOnNewest(activity: string): Promise<void> {
  const result = await api.get("/api/v1/activities/{id}", { params: { id: activity } });
  if (!result.ok || draft.value?.activity !== activity) return;
  draft.value = { ...draft.value, baseRevision: result.body.revision };
  keepSoon();
}

function begin(value: LogDraft, mends: string | null, faults: FieldFault[] = []): void {
  open({ value, mends, faults, touched: false });
}

/** Shows it; what is open gives way and is kept, if the person has put anything into it. */
function open(next: OpenDraft): void {
  const before = opened();
  draft.laidAside = before?.touched ?? false;
  if (before?.touched) draft.aside = withAside(draft.aside, before);
  draft.resumed = false;
  show(next);
  keepSoon();
}

/** The unfinished draft that is wanted comes back: the one that is open, or one that was laid aside. */
function resume(isWanted: (each: OpenDraft) => boolean): boolean {
  const before = opened();
  if (before?.touched && isWanted(before)) {
    draft.laidAside = false;
    draft.resumed = true;
    return true;
  }
  const found = draft.aside.find(isWanted);
  if (!found) return false;
  draft.aside = draft.aside.filter((each) => each !== found);
  open(found);
  draft.resumed = true;
  return true;
}

function opened(): OpenDraft | null {
  const { value, mends, faults, touched } = draft;
  return value ? { value, mends, faults, touched } : null;
}

function show(next: OpenDraft | null): void {
  draft.value = next?.value ?? null;
  draft.mends = next?.mends ?? null;
  draft.faults = next?.faults ?? [];
  draft.touched = next?.touched ?? false;
}

/** `how`: a choice that one tap repeats makes no unfinished log, but it does change one that there is. */
function change(step: (value: LogDraft) => LogDraft, how: "typed" | "chosen" = "typed"): void {
  const before = draft.value;
  if (!before) return;
  const after = step(before);
  draft.value = after;
  draft.touched ||= how === "typed" || before.mode === "amend" || draft.mends !== null;
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
    if (error instanceof NotAllowed) return error.message;
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
  const thrown = opened();
  show(null);
  keepSoon();
  return { undo: () => thrown && open(thrown) };
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
    show(null);
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
  const text = textOf({ open: opened(), aside: draft.aside });
  writing = writing.catch(() => undefined).then(() => platform.shelf.update(shelfKey(owner), () => text));
  await writing;
}

/** The drafts of `from` are those of `to`, who may have some of their own already. */
async function adopt(from: string, to: string): Promise<void> {
  await flush();
  const text = await platform.shelf.get(shelfKey(from));
  if (text === null) return;
  await platform.shelf.update(shelfKey(to), (mine) => textOf(joined(pileOf(mine), pileOf(text))));
  await platform.shelf.update(shelfKey(from), () => null);
}

/** The drafts of whoever is shown now. */
async function recall(): Promise<void> {
  const { owner } = keeper;
  const text = owner === null ? null : await platform.shelf.get(shelfKey(owner));
  if (owner !== keeper.owner) return;
  const { open: kept, aside } = pileOf(text);
  draft.aside = aside;
  show(kept);
}
