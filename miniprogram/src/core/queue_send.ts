// One entry on its way: what is asked of the server, and what its answer means. "Sent" is said only of an answer that
// shows what was sent: JSON of the API with the same id (and hash, of a photo). Everything else is a refusal with its
// reason, or a reason to try again.
import type { Call, CallResult } from "./caller";
import type { QueuedPhoto, Refusal, Task, WaitReason } from "./queue_types";

export type Outcome =
  | { kind: "sent"; revision: number | null }
  | { kind: "refused"; refusal: Refusal }
  | {
      kind: "later";
      reason: WaitReason;
      /** As the server wished; null leaves it to us. */
      afterMs: number | null;
      /** Whether others would fare alike, so that nothing else is tried now. */
      concernsAll: boolean;
    };

/** `base`: the revision that an amendment builds on. */
export function callFor(task: Task, base: number | null): Call {
  const { job } = task;
  const onlyAs = task.owner;
  switch (job.kind) {
    case "log": {
      const json = { ...job.content, photos: hashes(task), made_at: job.madeAt };
      return { method: "PUT", path: `/api/v1/activities/${task.id}`, json, onlyAs };
    }
    case "amend": {
      const json = { base_revision: base, ...job.content, photos: hashes(task), made_at: job.madeAt };
      return { method: "POST", path: `/api/v1/activities/${job.activity}/revisions`, json, onlyAs };
    }
    case "withdraw":
      return { method: "POST", path: `/api/v1/activities/${job.activity}/withdrawal`, json: {}, onlyAs };
    case "review": {
      const { verdict, reason, revision } = job;
      const json = verdict === "return" ? { verdict, reason, revision } : { verdict, revision };
      return { method: "POST", path: `/api/v1/activities/${job.activity}/review`, json, onlyAs };
    }
    case "feedback": {
      const { category, content, contact } = job;
      const json = contact === "" ? { category, content } : { category, content, contact };
      return { method: "PUT", path: `/api/v1/feedback/${task.id}`, json, onlyAs };
    }
  }
}

/** `unit`: code or id of the branch that the photo belongs to. */
export function callForPhoto(task: Task, data: ArrayBuffer): Call {
  const unit = task.job.kind === "log" || task.job.kind === "amend" ? task.job.content.org_id : undefined;
  return {
    method: "POST",
    path: "/api/v1/photos",
    query: { unit },
    bytes: { type: "image/jpeg", data },
    onlyAs: task.owner,
  };
}

const hashes = (task: Task) => task.photos.map((photo) => photo.sha256);

export function judge(task: Task, result: CallResult): Outcome {
  if (!result.ok) {
    const { job } = task;
    if (job.kind === "withdraw" && job.ifThere && result.problem.code === "not_found")
      return { kind: "sent", revision: null };
    const outcome = judgeProblem(result.problem);
    // So many a day are taken of feedback alone.
    const ofItsOwn = job.kind === "feedback" && result.problem.status === 429;
    return outcome.kind === "later" && ofItsOwn ? { ...outcome, concernsAll: false } : outcome;
  }
  const body = result.body as Record<string, unknown> | null;
  if (body?.id !== serverId(task) || !shows(task, result.status, body)) return notOurs;
  return { kind: "sent", revision: typeof body.revision === "number" ? body.revision : null };
}

export function judgePhoto(photo: QueuedPhoto, result: CallResult): Outcome {
  if (!result.ok) return judgeProblem(result.problem);
  const body = result.body as Record<string, unknown> | null;
  return body?.sha256 === photo.sha256 ? { kind: "sent", revision: null } : notOurs;
}

const notOurs: Outcome = { kind: "later", reason: "portal", afterMs: null, concernsAll: true };

const serverId = (task: Task) =>
  task.job.kind === "log" || task.job.kind === "feedback" ? task.id : task.job.activity;

/**
 * Whether the answer shows what was sent. 201 answers with what was just stored; 200 with the state of now, which
 * somebody may have changed since.
 */
function shows(task: Task, status: number, body: Record<string, unknown>): boolean {
  if (status !== 200 && status !== 201) return false;
  const { job } = task;
  if (job.kind === "feedback") return status === 200 || body.content === job.content;
  if (typeof body.revision !== "number" || typeof body.state !== "string") return false;
  if (status === 200 || (job.kind !== "log" && job.kind !== "amend")) return true;
  const { title, kind, expected, present } = job.content;
  return body.title === title && body.kind === kind && body.expected === expected && body.present === present;
}

function judgeProblem(problem: {
  code: string;
  sentence: string;
  fields: Refusal["fields"];
  status: number;
  retryAfterMs: number | null;
}): Outcome {
  const { code, status, retryAfterMs } = problem;
  const later = (reason: WaitReason, concernsAll: boolean): Outcome => ({
    kind: "later",
    reason,
    afterMs: retryAfterMs,
    concernsAll,
  });
  if (code === "no_answer" || status === 408) return later("offline", true);
  if (code === "portal") return later("portal", true);
  if (status === 401) return later("sign_in", true);
  if (status === 429 || status === 503 || status === 507) return later("busy", true);
  if (status >= 500) return later("busy", false);
  return { kind: "refused", refusal: { sentence: problem.sentence, code, fields: problem.fields } };
}
