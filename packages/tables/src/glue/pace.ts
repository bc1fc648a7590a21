// The distance between calls: none until the service throttles, then wider at each throttling, and narrower by and by.
// The service's rates are an account's own, and not published for every operation: it has to be felt.

const FIRST = 50;
const WIDEST = 2_000;
const NARROWEST = 5;

/** One distance for all calls of a client. */
export class Pace {
  #interval = 0;
  #next = 0;
  #widened = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly now: () => number,
    private readonly pause: (milliseconds: number) => Promise<void>,
  ) {}

  /** Milliseconds between two calls. */
  get interval(): number {
    return this.#interval;
  }

  /** Waits until a call may go. */
  async turn(): Promise<void> {
    if (this.#interval === 0) return;
    const now = this.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#interval;
    if (at > now) await this.pause(at - now);
  }

  /** The service throttled: once for all calls that were under way together. */
  slower(): void {
    const now = this.now();
    if (now - this.#widened < this.#interval) return;
    this.#widened = now;
    this.#interval = Math.min(WIDEST, Math.max(FIRST, this.#interval * 2));
  }

  /** A call went through. */
  faster(): void {
    this.#interval *= 0.95;
    if (this.#interval < NARROWEST) this.#interval = 0;
  }
}
