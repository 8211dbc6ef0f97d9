// Where units stand: live figures and the published issues of the column.
import type { Body } from "@/api/client";
import { createResource, type Resource } from "./resource";
import { api } from "./wiring";

export type Progress = Body<"/api/v1/progress", "get">;
export type ColumnLine = Body<"/api/v1/columns", "get">["columns"][number];

const known = new Map<string, Resource<Progress>>();

export const progress = {
  /** One resource per unit and period, kept as long as the program runs; the newest is remembered on the phone. */
  of(unit: string, period: string): Resource<Progress> {
    const key = `${unit}|${period}`;
    let found = known.get(key);
    if (!found) {
      found = createResource<Progress>({
        key: `progress.${unit}`,
        fetch: () => api.get("/api/v1/progress", { query: { unit, period } }),
        accepts: (value) => period === "" || value.period === period,
      });
      known.set(key, found);
    }
    return found;
  },
};

export const columns = createResource<ColumnLine[]>({
  key: "columns",
  async fetch() {
    const result = await api.get("/api/v1/columns");
    return result.ok ? { ...result, body: result.body.columns } : result;
  },
});
