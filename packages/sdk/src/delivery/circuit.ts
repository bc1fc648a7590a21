// When a sink may be called: at once while it works, after a wait while it fails, and hardly ever once it is down.
// Down is when most of the last calls failed; then one call at a time finds out whether it works again.
import { backoff } from "./backoff.js";

/** How many of the last calls are looked at. */
const WINDOW = 20;
/** Calls before a ratio means anything, and the ratio of failures at which the circuit opens. */
const LEAST = 5;
const RATIO = 0.5;
/** Milliseconds before the first trial, at most; later ones wait up to the cap of {@link backoff}. */
const FIRST_TRIAL = 1_000;

/** What a circuit is made of. */
export interface CircuitOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The circuit before one sink. */
export class Circuit {
  readonly #now: () => number;
  readonly #random: () => number;
  #last: boolean[] = [];
  #failures = 0;
  #trials = 0;
  #openSince: number | undefined;
  #notBefore = 0;

  constructor({ now, random }: CircuitOptions) {
    this.#now = now;
    this.#random = random;
  }

  /** Milliseconds for which the sink has been down, or `undefined` while it is not. */
  get downFor(): number | undefined {
    return this.#openSince === undefined ? undefined : this.#now() - this.#openSince;
  }

  /** Milliseconds until a call may be made. */
  get wait(): number {
    return Math.max(0, this.#notBefore - this.#now());
  }

  /** Whether the last call failed. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** A call went through. @returns whether the sink was down until now. */
  succeeded(): boolean {
    const wasDown = this.#openSince !== undefined;
    if (wasDown) this.#last = [];
    this.#remember(true);
    this.#failures = 0;
    this.#trials = 0;
    this.#openSince = undefined;
    this.#notBefore = 0;
    return wasDown;
  }

  /**
   * A call failed.
   *
   * @param hopeless - Waiting a little cannot help: the circuit opens at once.
   * @param interval - Milliseconds between calls that are never undercut while it fails.
   */
  failed(hopeless: boolean, interval: number): void {
    this.#remember(false);
    this.#failures++;
    const failed = this.#last.filter((ok) => !ok).length;
    if (hopeless || (this.#last.length >= LEAST && failed / this.#last.length >= RATIO))
      this.#openSince ??= this.#now();
    const delay =
      this.#openSince === undefined
        ? backoff(this.#failures - 1, this.#random())
        : backoff(this.#trials++, this.#random(), FIRST_TRIAL);
    this.#notBefore = this.#now() + Math.max(delay, interval);
  }

  /** A wait that makes no sense any more is over, such as before a last attempt. */
  hurry(): void {
    this.#notBefore = 0;
  }

  #remember(ok: boolean): void {
    this.#last.push(ok);
    if (this.#last.length > WINDOW) this.#last.shift();
  }
}
