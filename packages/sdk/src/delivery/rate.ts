// A rate that follows what happens: an average that forgets exponentially.

/** How much comes, by the second. */
export class Rate {
  readonly #memory: number;
  #sum = 0;
  #weight = 0;
  #at: number;

  /**
   * @param memory - Seconds after which a third of the past still counts.
   * @param now - Milliseconds.
   */
  constructor(memory: number, now: number) {
    this.#memory = memory;
    this.#at = now;
  }

  /** Something came. */
  add(amount: number, now: number): void {
    this.#forget(now);
    this.#sum += amount;
  }

  /** Amount by the second; `undefined` before a second has been seen. */
  perSecond(now: number): number | undefined {
    this.#forget(now);
    return this.#weight < 1 ? undefined : this.#sum / this.#weight;
  }

  /** Both the sum and the seconds that it was made in fade, so that their ratio is right from the beginning. */
  #forget(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1_000;
    const kept = Math.exp(-seconds / this.#memory);
    this.#sum *= kept;
    this.#weight = this.#weight * kept + this.#memory * (1 - kept);
    this.#at = now;
  }
}
