// The five conditions of a branch that lives and what is due from it, in words for its secretary.
import type { Body } from "@/api/client";
import { dateText, type Day } from "@/core/beijing";
import { words } from "./words";

export type Health = Body<"/api/v1/organisations/{unit}/health", "get">;
export type Condition = Health["conditions"][number];
export type Duty = Health["duties"][number];

export function conditionText(condition: Condition, today: Day): string {
  const { finding, needed = 0 } = condition;
  switch (condition.condition) {
    case "members":
      if (finding === "unknown") return words.members.unknown(needed);
      return words.members[finding](condition.members ?? 0, needed);
    case "secretary":
      return words.secretary[finding];
    case "monthly":
      return finding === "met" ? words.monthly.met(needed) : words.monthly.not_met(needed);
    case "attendance":
      if (finding === "unknown") return words.attendance.unknown;
      return words.attendance[finding](condition.expected ?? 0, condition.present ?? 0, condition.needed_percent ?? 0);
    case "term":
      if (finding === "unknown" || !condition.last_day) return words.term.unknown;
      return words.term[finding](dateText(condition.last_day, today));
  }
}

export function dutyLine(duty: Duty, today: Day): { label: string; note: string; value: string; alert: boolean } {
  const label = words.duty(words.every[duty.every], duty.kind_label ?? words.anyKind, duty.needed);
  const until = dateText(duty.due_on, today);
  const note = {
    done: words.dutyDone(duty.done),
    due: words.dutyLeft(duty.done, until),
    overdue: words.dutyOverdue(duty.done, until),
  }[duty.state];
  return { label, note, value: words[duty.state], alert: duty.state !== "done" };
}
