// The one timer of a sender: it rings at the earliest moment that was asked for, and keeps the process alive only while
// somebody waits for what it will do.

/** A timer that is set again and again. */
export class Alarm {
  readonly #now: () => number;
  #timer: { readonly handle: NodeJS.Timeout; readonly at: number } | undefined;
  #awaited = false;

  /** @param now - Milliseconds of a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Rings in so many milliseconds, unless it rings sooner for another reason; then only that reason is heard. */
  ringIn(milliseconds: number, ring: () => void): void {
    const at = this.#now() + milliseconds;
    if (this.#timer && this.#timer.at <= at) return;
    this.cancel();
    const handle = setTimeout(() => {
      this.#timer = undefined;
      ring();
    }, milliseconds);
    if (!this.#awaited) handle.unref();
    this.#timer = { handle, at };
  }

  /** Rings no more. */
  cancel(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
  }

  /** Whether somebody waits, so that the process is kept alive by what is still to be tried. */
  set awaited(awaited: boolean) {
    this.#awaited = awaited;
    if (awaited) this.#timer?.handle.ref();
    else this.#timer?.handle.unref();
  }
}
