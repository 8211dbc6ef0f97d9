// A township's half-month report as it is read and changed here: what the server wrote or was sent, and beside it only
// what the person changes. So nothing that somebody else corrects meanwhile is undone, and a change that has arrived is
// no change any more.
import type { Body, Sent } from "@/api/client";
import { addMonths, dateText, periodName, type Day } from "@/core/beijing";
import { words } from "./words";

export type Report = Body<"/api/v1/reports/{unit}/{period}", "get">;
export type Line = Report["report"]["figures"][number];
export type Figure = Line["figure"];
export type Order = Required<Sent<"/api/v1/reports/{unit}/{period}", "put">>;
export type State = Report["state"];

export interface Correction {
  value: number;
  reason: string;
}

/** What the person changes; null takes a correction back that was sent, or leaves the words as they are. */
export interface Draft {
  corrections: Partial<Record<Figure, Correction | null>>;
  words: string | null;
  why: string;
}

export const noDraft = (): Draft => ({ corrections: {}, words: null, why: "" });

/** A line as it stands with the changes of the draft. */
export function withDraft(line: Line, draft: Draft): Line {
  const change = draft.corrections[line.figure];
  if (change === undefined) return line;
  if (change === null) return { ...line, corrected: null, value: line.live, reason: "" };
  return { ...line, corrected: change.value, value: change.value, reason: change.reason };
}

export function valueOf(report: Report, draft: Draft, figure: Figure): number {
  const line = report.report.figures.find((each) => each.figure === figure);
  return line ? (withDraft(line, draft).value ?? 0) : 0;
}

/** What is sent: the whole of it, since a report is one sheet. */
export function orderOf(report: Report, draft: Draft, nothingNew: boolean): Order {
  const corrections = report.report.figures
    .map((line) => withDraft(line, draft))
    .filter((line) => line.corrected !== null)
    .map(({ figure, corrected, reason }) => ({ figure, value: corrected ?? 0, reason: reason.trim() }));
  return {
    base_revision: report.report.revision,
    nothing_new: nothingNew,
    corrections,
    words: (draft.words ?? report.report.words).trim(),
    why: draft.why.trim(),
  };
}

const said = ({ nothing_new, corrections, words: told }: Order) => JSON.stringify([nothing_new, corrections, told]);

/** Whether the report says already what was sent, whoever answered then. */
export function says(report: Report, order: Order): boolean {
  const { revision, nothing_new } = report.report;
  return revision > order.base_revision && said(orderOf(report, noDraft(), nothing_new)) === said(order);
}

/** Whether the draft says anything that the report does not. */
export function changes(report: Report, draft: Draft): boolean {
  return said(orderOf(report, draft, false)) !== said(orderOf(report, noDraft(), false));
}

export const isOpen = (state: State) => state === "expected" || state === "overdue" || state === "sent";

/** The one of two that was read later. */
export function newer(one: Report | null, other: Report | null): Report | null {
  if (!one || !other) return one ?? other;
  const later = Date.parse(one.as_of) - Date.parse(other.as_of) || one.report.revision - other.report.revision;
  return later > 0 ? one : other;
}

// --- as people read it --------------------------------------------------------------------------------------

export interface Standing {
  head: string;
  text: string;
  alert: boolean;
}

/** Where the report stands, and what that means for whoever has to send it. */
export function standing(report: Report, today: Day): Standing {
  const { state, dates, receipt, exception } = report;
  const day = (date: Day) => dateText(date, today);
  const until = exception && exception.open_until > dates.open_until ? exception.open_until : dates.open_until;
  const came = receipt ? words.came[receipt.punctuality] : words.notSent;
  switch (state) {
    case "sent":
      return { head: came, text: words.mendUntil(day(until)), alert: false };
    case "locked":
      return { head: came, text: words.locked, alert: false };
    case "missing":
      return { head: words.missing, text: words.missingText(day(until)), alert: true };
    case "overdue": {
      const inGrace = today <= dates.grace_until;
      const text = inGrace
        ? words.inGrace(day(dates.due), day(dates.grace_until))
        : words.late(day(dates.due), day(until));
      return { head: came, text, alert: true };
    }
    default:
      return { head: came, text: words.dueUntil(day(dates.due)), alert: false };
  }
}

/** Shown in this order; what nobody knows is left out. */
const GROUPS: [group: keyof typeof words.groups, figures: Figure[]][] = [
  ["target", ["target", "counted_new", "gap", "needed", "forecast", "days_left"]],
  [
    "founded",
    [
      "new_this_period",
      "founded_new",
      "claimed_new",
      "counted_this_period",
      "founded_old",
      "claimed_old",
      "counted_old",
    ],
  ],
  ["activity", ["branches", "active", "activities", "present"]],
  ["life", ["alive", "weak", "hollow"]],
];

export interface Group {
  name: string;
  lines: Line[];
}

export function groupsOf(report: Report, draft: Draft): Group[] {
  const known = new Map(report.report.figures.map((line) => [line.figure, withDraft(line, draft)]));
  return GROUPS.map(([group, figures]) => ({
    name: words.groups[group],
    lines: figures
      .map((figure) => known.get(figure))
      .filter((line): line is Line => line !== undefined && line.value !== null),
  })).filter(({ lines }) => lines.length > 0);
}

// --- half months --------------------------------------------------------------------------------------------

export function halfBefore(period: string): string {
  const month = period.slice(0, 7);
  return period.endsWith("H2") ? `${month}-H1` : `${addMonths(month, -1)}-H2`;
}

/** The half months before this one, newest first. */
export function halvesBefore(period: string, count: number): string[] {
  const halves: string[] = [];
  for (let half = halfBefore(period); halves.length < count; half = halfBefore(half)) halves.push(half);
  return halves;
}

/** 11月下半月, with the year when it is not this one. */
export function halfText(period: string, today: Day): string {
  return (period.slice(0, 4) === today.slice(0, 4) ? "" : `${period.slice(0, 4)}年`) + periodName(period);
}
