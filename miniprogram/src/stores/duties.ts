// What is due from the person, and what of it lies in the queue already.
import type { Body } from "@/api/client";
import { dayOf, monthOf } from "@/core/beijing";
import { onDelivered, queue } from "./queue";
import { createResource, type Resource } from "./resource";
import { today } from "./clock";
import { api } from "./wiring";

export type Duties = Body<"/api/v1/duties", "get">;
export type BranchDuty = Duties["branches"][number];

const resource = createResource<Duties>({ key: "duties", fetch: () => api.get("/api/v1/duties") });

interface DutiesStore extends Resource<Duties> {
  /** Branches without a log this month, neither on the server nor on this phone. */
  stillDue(): BranchDuty[];
  /** Whether a log of this month for the branch waits on this phone. */
  isOnPhone(orgId: string): boolean;
}

function isOnPhone(orgId: string): boolean {
  return queue.tasks.some(
    ({ job, state }) =>
      job.kind === "log" &&
      state !== "refused" &&
      job.content.org_id === orgId &&
      monthOf(dayOf(Date.parse(job.content.started_at))) === monthOf(today()),
  );
}

export const duties: DutiesStore = Object.assign(resource, {
  stillDue: () => (resource.value?.branches ?? []).filter((branch) => !branch.done && !isOnPhone(branch.unit.id)),
  isOnPhone,
});

onDelivered((task) => {
  if (task.job.kind === "feedback") return;
  duties.forget();
  void duties.load({ force: true });
});
