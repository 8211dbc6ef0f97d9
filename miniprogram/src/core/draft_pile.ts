// The unfinished drafts of one person: the one that is open, and those that were laid aside when another was opened, so
// that nothing typed is lost by opening something else.
import type { LogDraft } from "./draft";
import type { FieldFault } from "./faults";

export interface OpenDraft {
  value: LogDraft;
  /** The entry of the queue that is put right, if it is one. */
  mends: string | null;
  faults: FieldFault[];
  /** The person has put something into it that would have to be typed again. */
  touched: boolean;
}

/** More than anybody comes back to; each may hold some 15 KB of the megabyte that WeChat gives a key. */
export const MOST_ASIDE = 20;

const isSame = (a: OpenDraft, b: OpenDraft) => a.value.activity === b.value.activity && a.mends === b.mends;

/** A log of its own, begun and never saved. */
export const isNewLog = (draft: OpenDraft): boolean => draft.value.mode === "new" && draft.mends === null;

/** With `draft` on top; when there are too many, the oldest change of a log that the server has goes first. */
export function withAside(aside: readonly OpenDraft[], draft: OpenDraft): OpenDraft[] {
  const all = [...aside.filter((each) => !isSame(each, draft)), draft];
  if (all.length <= MOST_ASIDE) return all;
  const oldest = all.findIndex((each) => !isNewLog(each));
  return all.filter((_each, place) => place !== Math.max(oldest, 0));
}

// --- as one text on the phone's shelf -----------------------------------------------------------------------

export interface DraftPile {
  open: OpenDraft | null;
  aside: OpenDraft[];
}

type Kept = Partial<OpenDraft> & { aside?: OpenDraft[] };

export function pileOf(text: string | null): DraftPile {
  if (text === null) return { open: null, aside: [] };
  const { value, mends = null, faults = [], touched = true, aside = [] } = JSON.parse(text) as Kept;
  return { open: value ? { value, mends, faults, touched } : null, aside };
}

/** null when nothing is to be kept. */
export function textOf({ open, aside }: DraftPile): string | null {
  if (!open && aside.length === 0) return null;
  return JSON.stringify({ ...(open ?? { value: null }), aside });
}

/** Two piles of one person, as after their records were merged: what is open in `mine` stays open. */
export function joined(mine: DraftPile, other: DraftPile): DraftPile {
  if (!mine.open && mine.aside.length === 0) return other;
  const theirs = [...other.aside, ...(other.open?.touched ? [other.open] : [])];
  return { open: mine.open, aside: theirs.reduce(withAside, mine.aside) };
}
