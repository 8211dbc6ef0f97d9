// Logs, people and answers as lists and single things that pages show.
import { reactive } from "vue";
import type { ApiResult, Body, Schemas } from "@/api/client";
import { platform } from "@/platform";
import { onDelivered } from "./queue";
import { createResource, type Resource } from "./resource";
import { api, keeper } from "./wiring";

export type ActivityRow = Schemas["ActivityRow"];
export type ActivityWhole = Schemas["ActivityWhole"];
export type Role = Schemas["Role"];
export type Readers = Body<"/api/v1/readers", "get">;
export type Feedback = Body<"/api/v1/feedback", "get">["feedback"][number];
export type Handover = Body<"/api/v1/handovers", "get">["handovers"][number];
export type NewHandover = Body<"/api/v1/handovers", "post">;

export interface PagedList<T> {
  readonly rows: T[];
  readonly total: number;
  readonly loading: boolean;
  readonly loaded: boolean;
  readonly fault: string;
  /** The next page, if there is one. */
  more(): Promise<void>;
  reload(): Promise<void>;
}

const PAGE = 20;

function createPagedList<T>(
  fetch: (limit: number, offset: number) => Promise<ApiResult<{ total: number; rows: T[] }>>,
): PagedList<T> {
  const list = reactive({ rows: [] as T[], total: 0, loading: false, loaded: false, fault: "", more, reload }) as {
    -readonly [K in keyof PagedList<T>]: PagedList<T>[K];
  };
  let round = 0;

  async function read(offset: number, limit: number): Promise<void> {
    const mine = round;
    list.loading = true;
    const result = await fetch(limit, offset);
    if (mine !== round) return;
    list.loading = false;
    list.loaded = true;
    list.fault = result.ok ? "" : result.problem.sentence;
    if (!result.ok) return;
    list.total = result.body.total;
    list.rows = [...list.rows.slice(0, offset), ...result.body.rows];
  }

  function more(): Promise<void> {
    if (list.loading || (list.loaded && list.rows.length >= list.total)) return Promise.resolve();
    return read(list.rows.length, PAGE);
  }

  /** What is shown stays until the answer is there. */
  function reload(): Promise<void> {
    round += 1;
    return read(0, Math.min(Math.max(PAGE, list.rows.length), 100));
  }

  return list;
}

const logsOf = (unit: string, state?: "submitted") =>
  createPagedList<ActivityRow>(async (limit, offset) => {
    const result = await api.get("/api/v1/activities", { query: { unit, state, limit, offset } });
    return result.ok ? { ...result, body: { total: result.body.total, rows: result.body.activities } } : result;
  });

/** Logs of a branch, newest first. */
export const myLogs = (unit: string): PagedList<ActivityRow> => logsOf(unit);
/** Logs at and below a township that wait for its verdict. */
export const toReview = (unit: string): PagedList<ActivityRow> => logsOf(unit, "submitted");

export function entry(id: string): Resource<ActivityWhole> {
  const resource = createResource<ActivityWhole>({
    fetch: () => api.get("/api/v1/activities/{id}", { params: { id } }),
  });
  return resource;
}

export const readers = (unit: string): Resource<Readers> =>
  createResource<Readers>({ fetch: () => api.get("/api/v1/readers", { query: { unit } }) });

/** Who holds which role at and below a unit; numbers only as far as the server gives them. */
export const people = (unit: string): Resource<Role[]> =>
  createResource<Role[]>({
    async fetch() {
      const result = await api.get("/api/v1/roles", { query: { unit } });
      return result.ok ? { ...result, body: result.body.roles } : result;
    },
  });

/** The same at and below a township with whole numbers; the reason is kept with who asked. */
export async function revealed(unit: string, reason: string): Promise<Said<{ roles: Role[] }>> {
  const result = await api.get("/api/v1/roles", { query: { unit, reveal: reason } });
  if (result.ok) return { ok: true, roles: result.body.roles };
  return { ok: false, sentence: result.problem.fields[0]?.message ?? result.problem.sentence };
}

export const myFeedback = createResource<Feedback[]>({
  key: "feedback",
  async fetch() {
    const result = await api.get("/api/v1/feedback");
    return result.ok ? { ...result, body: result.body.feedback } : result;
  },
});

const openHandovers = createResource<Handover[]>({
  async fetch() {
    const result = await api.get("/api/v1/handovers");
    return result.ok ? { ...result, body: result.body.handovers } : result;
  },
});

type Said<T> = ({ ok: true } & T) | { ok: false; sentence: string };

/** Codes by which a successor takes over a role. */
export const handovers = Object.assign(openHandovers, {
  async create(roleId: string, name = "", phone = ""): Promise<Said<NewHandover>> {
    const body = { role_id: roleId, ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
    const result = await api.post("/api/v1/handovers", { body });
    if (!result.ok) return { ok: false, sentence: result.problem.fields[0]?.message ?? result.problem.sentence };
    void openHandovers.load({ force: true });
    return { ok: true, ...result.body };
  },
  async cancel(id: string): Promise<Said<object>> {
    const result = await api.delete("/api/v1/handovers/{id}", { params: { id } });
    await openHandovers.load({ force: true });
    return result.ok ? { ok: true } : { ok: false, sentence: result.problem.sentence };
  },
});

/** Something to put into <image src> for a photo on the server; null when it cannot be had. */
export async function photoSource(sha256: string, size: "thumbnail" | "full"): Promise<string | null> {
  const { current } = keeper;
  if (!current) return null;
  const path = `/api/v1/photos/${sha256}${size === "thumbnail" ? "/thumbnail" : ""}`;
  return platform.picture(path, { authorization: `Bearer ${current.token}` });
}

onDelivered((task) => {
  if (task.job.kind === "feedback") void myFeedback.load({ force: true });
});
