// One kind of trouble with the disk: told once when it begins and once when it is over, with a back-off between.
// Trying a broken disk for each event would cost the host more than the events are worth.
import { textOf } from "../text-of.js";
import type { Clock } from "./clock.js";

/** Milliseconds before the second try. */
const firstWait = 1_000;
/** Milliseconds between tries at most. */
const longestWait = 30_000;

/** Whether something works, and when to try again. */
export class Trouble {
  readonly #what: string;
  readonly #clock: Clock;
  readonly #notice: (message: string) => void;
  #failures = 0;
  #until = 0;

  /** @param what - What cannot be done, as in "cannot {what}". */
  constructor(what: string, clock: Clock, notice: (message: string) => void) {
    this.#what = what;
    this.#clock = clock;
    this.#notice = notice;
  }

  /** Whether it is too early to try again. */
  get waiting(): boolean {
    return this.#failures > 0 && this.#clock.now() < this.#until;
  }

  failed(error: unknown): void {
    if (this.#failures === 0) this.#notice(`spool: cannot ${this.#what}: ${textOf(error)}`);
    this.#until = this.#clock.now() + Math.min(longestWait, firstWait * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
  }

  worked(): void {
    if (this.#failures > 0) this.#notice(`spool: can ${this.#what} again`);
    this.#failures = 0;
  }
}
