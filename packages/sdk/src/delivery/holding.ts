// What is said while a sink is down: one line when it begins, one every ten minutes, one when it is over.

/** Milliseconds between reminders. */
const REMINDER = 600_000;

/** Says that events are held. */
export class Holding {
  readonly #sink: string;
  readonly #notice: (message: string) => void;
  readonly #now: () => number;
  #since: number | undefined;
  #said = 0;

  constructor(sink: string, notice: (message: string) => void, now: () => number) {
    this.#sink = sink;
    this.#notice = notice;
    this.#now = now;
  }

  /** A call failed while the sink is down. */
  down(reason: string): void {
    const now = this.#now();
    if (this.#since === undefined) {
      this.#since = now;
      this.#notice(`${this.#sink} is down (${reason}); its events are kept and sent when it works again`);
    } else if (now - this.#said >= REMINDER) {
      const minutes = Math.round((now - this.#since) / 60_000);
      this.#notice(`${this.#sink} has been down for ${minutes} minutes (${reason}); its events are kept`);
    } else return;
    this.#said = now;
  }

  /** It works again. */
  up(): void {
    if (this.#since === undefined) return;
    const seconds = Math.round((this.#now() - this.#since) / 1_000);
    this.#since = undefined;
    this.#notice(`${this.#sink} takes events again after ${seconds} s; what was kept is being sent`);
  }
}
