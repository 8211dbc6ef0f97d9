// What the server would refuse about a log, said before it is sent, in the same words. The fields of a kind come from
// the server's definitions (GET /activity-kinds), so that a new kind needs no new client. The server checks again: this
// saves a round trip, it decides nothing. That nobody came is asked about here and in the chat alone: the server takes it
// from those who know why.
import { addDays, dayOf, daysBefore } from "./beijing";
import { LIMITS, countCharacters } from "./count";
import type { LogDraft } from "./draft";
import type { FieldFault } from "./faults";
import { FIELD_NAMES } from "./sentences";

export interface KindField {
  code: string;
  label: string;
  type: "text" | "integer" | "boolean" | "choice";
  required: boolean;
  min?: number;
  max?: number;
  choices?: string[];
}

export interface Kind {
  code: string;
  label: string;
  fields: KindField[];
}

type Value = string | number | boolean | undefined;

const missing = (name: string) => `${name}还没有填。`;
const tooLong = (name: string, limit: number) => `${name}太长了，请写在 ${limit} 字以内。`;
const outOfRange = (name: string, min: number, max: number) => `${name}应在 ${min} 到 ${max} 之间。`;

/** Every wrong field at once, in the order of the form; `kind` undefined when the definitions do not name it. */
export function checkLog(draft: LogDraft, kind: Kind | undefined, now: number): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (field: string, message: string) => faults.push({ field, message });
  const name = (field: string) => FIELD_NAMES[field] ?? field;

  if (!draft.orgId) add("org_id", missing(name("org_id")));
  if (!draft.kind) add("kind", missing(name("kind")));
  else if (!kind) add("kind", "没有这种活动类型，请重新选择。");
  if (draft.title.trim() === "") add("title", missing(name("title")));
  else if (countCharacters(draft.title) > LIMITS.title) add("title", tooLong(name("title"), LIMITS.title));
  checkDay(draft, now, add);
  if (countCharacters(draft.place) > LIMITS.place) add("place", tooLong(name("place"), LIMITS.place));
  checkHeads(draft, add);
  if (countCharacters(draft.content) > LIMITS.content) add("content", tooLong(name("content"), LIMITS.content));
  for (const field of kind?.fields ?? []) {
    const message = faultOfDetail(field, draft.details[field.code]);
    if (message) add(`details.${field.code}`, message);
  }
  if (draft.photos.length > LIMITS.photos) add("photos", `照片最多 ${LIMITS.photos} 张。`);
  return faults;
}

type Add = (field: string, message: string) => void;

function checkDay(draft: LogDraft, now: number, add: Add): void {
  const today = dayOf(now);
  if (draft.day > today) add("started_at", "活动时间还没到，请在活动开展后再记录。");
  else if (daysBefore(draft.day, today) > LIMITS.oldestDays) {
    add("started_at", `活动时间已超过 ${LIMITS.oldestDays} 天，不能再补记。`);
  }
}

function checkHeads(draft: LogDraft, add: Add): void {
  for (const field of ["expected", "present"] as const) {
    const value = draft[field];
    if (!Number.isInteger(value)) add(field, `${FIELD_NAMES[field]}应填整数。`);
    else if (value < 0 || value > LIMITS.heads) add(field, outOfRange(FIELD_NAMES[field]!, 0, LIMITS.heads));
  }
  if (draft.present === 0 && draft.mode === "new") add("present", "实到 0 人的活动不用记，请核对。");
  else if (draft.present > draft.expected && draft.expected >= 0) {
    add("present", `实到人数 ${draft.present} 比应到人数 ${draft.expected} 还多，请核对。`);
  }
}

/** "" when the value fits. */
export function faultOfDetail(field: KindField, value: Value): string {
  if (value === undefined) return field.required ? missing(field.label) : "";
  switch (field.type) {
    case "text":
      if (typeof value !== "string") return `${field.label}应填文字，且不能有乱码。`;
      if (field.required && value.trim() === "") return missing(field.label);
      return field.max !== undefined && countCharacters(value) > field.max ? tooLong(field.label, field.max) : "";
    case "integer": {
      if (typeof value !== "number" || !Number.isInteger(value)) return `${field.label}应填整数。`;
      const min = field.min ?? 0;
      const max = field.max ?? Number.MAX_SAFE_INTEGER;
      return value < min || value > max ? outOfRange(field.label, min, max) : "";
    }
    case "boolean":
      return typeof value === "boolean" ? "" : `${field.label}应填“是”或“否”。`;
    case "choice":
      return typeof value === "string" && (field.choices ?? []).includes(value)
        ? ""
        : `${field.label}请从给出的选项中选一个。`;
  }
}

/** The details that this kind has: what was typed for another kind and empty texts are left out. */
export function detailsFor(kind: Kind, details: LogDraft["details"]): LogDraft["details"] {
  const kept: LogDraft["details"] = {};
  for (const field of kind.fields) {
    const value = details[field.code];
    if (value !== undefined && value !== "") kept[field.code] = value;
  }
  return kept;
}

/** The first day that can still be logged. */
export function oldestDay(now: number): string {
  return addDays(dayOf(now), -LIMITS.oldestDays);
}
