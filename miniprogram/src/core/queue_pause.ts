// How long the queue keeps still after something did not get through: longer each time, or as long as the server wished.
import type { WaitReason } from "./queue_types";

const BACKOFF_MS = [2000, 5000, 15000, 30000, 60000, 120000, 300000];

export function backoff(failures: number): number {
  return BACKOFF_MS[Math.min(Math.max(failures, 0), BACKOFF_MS.length - 1)]!;
}

/** A wait longer than this comes from a phone clock that was set back meanwhile. */
const LONGEST_WAIT_MS = 3600 * 1000 + 60000;

export function isOver(until: number, now: number): boolean {
  return now >= until || until - now > LONGEST_WAIT_MS;
}

export class Pause {
  /** Of the phone's clock. */
  until = 0;
  reason: WaitReason | null = null;
  private failures = 0;
  private wishedByServer = false;

  begin(reason: WaitReason, afterMs: number | null, now: number): void {
    this.reason = reason;
    this.wishedByServer = afterMs !== null;
    this.until = now + (afterMs ?? backoff(this.failures));
    this.failures += 1;
  }

  /** Something got through. */
  end(): void {
    this.failures = 0;
    this.reason = null;
  }

  /** Something may be better now; the server's own wish stands. */
  cutShort(): void {
    if (!this.wishedByServer) this.until = 0;
  }

  reset(): void {
    this.end();
    this.until = 0;
    this.wishedByServer = false;
  }
}
