// One supervision as the township reads it: why, where it stands, and whether its own word is awaited.
import type { Schemas } from "@/api/client";
import { dateText, periodName, type Day } from "@/core/beijing";
import { words } from "./words";

export type SupervisionLine = Schemas["SupervisionLine"];
export type Supervision = Schemas["Supervision"];

export function causeText(supervision: Supervision): string {
  const { cause, basis, facts } = supervision;
  const fact = (figure: string) => facts.find((each) => each.period === basis && each.figure === figure)?.value ?? 0;
  switch (cause) {
    case "under_line":
      return words.underLine(fact("counted"), fact("line"));
    case "no_report":
      return words.noReport(periodName(basis ?? ""));
    case "hollow":
      return words.hollow(fact("hollow"), fact("organisations"));
    case "silent":
      return words.silent(fact("silent"), fact("branches"));
    case "by_hand":
      return words.byHand;
  }
}

export function stageText({ stage, due, overdue }: SupervisionLine, today: Day): string {
  if (stage !== "found" || !due) return words.stages[stage];
  return overdue ? words.overdue(dateText(due, today)) : words.foundUntil(dateText(due, today));
}

/** What the township may say now: a word before anything is confirmed, an answer to findings; else nothing. */
export function turn({ stage }: SupervisionLine): "explain" | "answer" | null {
  if (stage === "proposed") return "explain";
  return stage === "found" || stage === "answered" ? "answer" : null;
}

/** Whether these words were the last that was said: they arrived, though their answer may have been lost. */
export function isSaid({ steps }: Supervision, text: string): boolean {
  const last = steps[steps.length - 1];
  return last !== undefined && (last.act === "explain" || last.act === "answer") && last.words === text.trim();
}
