// The log that is being written: what the form shows, before it is checked and put into the queue.
import type { Day } from "./beijing";

export interface DraftPhoto {
  /** Name of the file on the phone; empty for a photo that the server has already (of a log that is mended). */
  name: string;
  sha256: string;
  bytes: number;
}

export interface LogDraft {
  /** new: a log of its own; amend: another wording of `activity`. */
  mode: "new" | "amend";
  /** Id of the log that will be made or is mended. */
  activity: string;
  /** Of the log that the person saw; null when it has not been sent yet. */
  baseRevision: number | null;
  /** Why the township returned it, else empty. */
  returnReason: string;
  orgId: string;
  orgName: string;
  kind: string;
  title: string;
  /** The suggestion is replaced when kind or day change, until the person has typed something else. */
  titleIsSuggested: boolean;
  day: Day;
  /** Minutes since midnight in Beijing; null when the person named none. */
  minute: number | null;
  /** Kept as they were when a log is mended. */
  endedAt: string | null;
  place: string;
  expected: number;
  present: number;
  content: string;
  details: Record<string, string | number | boolean>;
  photos: DraftPhoto[];
}
