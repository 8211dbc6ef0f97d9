// The time as the server has it. A cheap phone may be a day wrong; what is logged "today" must not be.
export interface OffsetMemory {
  read(): number | null;
  write(offset: number): void;
}

/** Below this a difference is the network's, not the clock's. */
const NOISE_MS = 2000;

export class ServerClock {
  private offset: number;

  /** `phone` is the phone's own clock. */
  constructor(
    private readonly phone: () => number,
    private readonly memory: OffsetMemory,
  ) {
    this.offset = memory.read() ?? 0;
  }

  now(): number {
    return this.phone() + this.offset;
  }

  /** `serverTime`: a Date header or an RFC 3339 instant; what cannot be read changes nothing. */
  learn(serverTime: string | undefined): void {
    const said = serverTime ? Date.parse(serverTime) : Number.NaN;
    if (Number.isNaN(said)) return;
    // A Date header is cut to the second: half of one is the best guess for the rest.
    const offset = said + 500 - this.phone();
    if (Math.abs(offset - this.offset) < NOISE_MS) return;
    this.offset = Math.abs(offset) < NOISE_MS ? 0 : offset;
    this.memory.write(this.offset);
  }
}
