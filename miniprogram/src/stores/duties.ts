// What is due from the person, and what of it lies in the queue already.
import type { Body } from "@/api/client";
import { dayOf, monthOf } from "@/core/beijing";
import type { Task } from "@/core/queue_types";
import { onDelivered, queue } from "./queue";
import { createResource, type Resource } from "./resource";
import { today } from "./clock";
import { api } from "./wiring";

export type Duties = Body<"/api/v1/duties", "get">;
export type BranchDuty = Duties["branches"][number];
export type TownshipDuty = Duties["townships"][number];

const resource = createResource<Duties>({ key: "duties", fetch: () => api.get("/api/v1/duties") });

interface DutiesStore extends Resource<Duties> {
  /** Branches without a log this month, neither on the server nor on this phone. */
  stillDue(): BranchDuty[];
  /** Whether a log of this month for the branch is on its way from this phone. */
  isOnPhone(orgId: string): boolean;
  /** What is remembered is of a month that has ended, and says nothing of this one. */
  isPast(): boolean;
}

const isPast = () => resource.value !== null && resource.value.period !== monthOf(today());

function isOnPhone(orgId: string): boolean {
  const month = monthOf(today());
  return queue.tasks.some(
    (task) =>
      task.job.kind === "log" &&
      isOnItsWay(task) &&
      task.job.content.org_id === orgId &&
      monthOf(dayOf(Date.parse(task.job.content.started_at))) === month,
  );
}

/** What has arrived is the server's to tell: it may have been returned or withdrawn since. */
function isOnItsWay({ state, sentAt }: Task): boolean {
  return state === "sent" ? (sentAt ?? 0) > (resource.asOf ?? 0) : state !== "refused";
}

export const duties: DutiesStore = Object.assign(resource, {
  stillDue: () =>
    (resource.value?.branches ?? []).filter((branch) => (isPast() || !branch.done) && !isOnPhone(branch.unit.id)),
  isOnPhone,
  isPast,
});

onDelivered((task) => {
  if (task.job.kind === "feedback") return;
  duties.forget();
  void duties.load({ force: true });
});
