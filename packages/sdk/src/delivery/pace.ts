// How fast to send when speed would hurt: what was held back drains at a multiple of the usual rate, and a service that
// says that it is too much is sent less. Otherwise there is no limit.
import { Rate } from "./rate.js";

/** Seconds over which the usual rate is known, and the rate of what is being sent. */
const MEMORY = 60;
const SENT_MEMORY = 5;
/** Bytes by the second that are always allowed: a twentieth of a stream's quota where it is least (1 MiB/s). */
const LEAST = 52_429;
/** What a throttled rate is cut to, and what it gains with each call that goes through. */
const CUT = 0.7;
const GAIN = 1.05;

/** The pace of one sender. */
export class Pace {
  readonly #multiple: number;
  readonly #intake: Rate;
  readonly #sent: Rate;
  #limit = Number.POSITIVE_INFINITY;
  #lifted = false;
  #tokens = 0;
  #at = 0;

  /**
   * @param multiple - Of the usual rate, at which what was held back drains.
   * @param now - Milliseconds.
   */
  constructor(multiple: number, now: number) {
    this.#multiple = multiple;
    this.#intake = new Rate(MEMORY, now);
    this.#sent = new Rate(SENT_MEMORY, now);
  }

  /** Bytes were tracked. */
  came(bytes: number, now: number): void {
    this.#intake.add(bytes, now);
  }

  /** Bytes were sent. */
  sent(bytes: number, now: number): void {
    this.#sent.add(bytes, now);
    this.#refill(now);
    this.#tokens -= bytes;
  }

  /** Bytes by the second; infinite when nothing limits. */
  get limit(): number {
    return this.#limit;
  }

  /** The sink works again after it was down: drain, but no faster than this. */
  drain(now: number): void {
    this.#set((this.#intake.perSecond(now) ?? 0) * this.#multiple, now);
  }

  /** The service says that it is too much. */
  throttled(now: number): void {
    this.#set(Math.min(this.#limit, this.#sent.perSecond(now) ?? LEAST) * CUT, now);
  }

  /** A call went through without a complaint, while what was held back is not yet sent. */
  went(throttledBefore: boolean): void {
    if (throttledBefore) this.#limit *= GAIN;
  }

  /** Nothing is held back any more. */
  free(): void {
    this.#limit = Number.POSITIVE_INFINITY;
  }

  /** No limit from now on: the process ends, and what is left would be left behind. */
  lift(): void {
    this.#lifted = true;
    this.free();
  }

  /** Bytes that may be sent now; 0 or less when it has to wait. */
  room(now: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY) return this.#limit;
    this.#refill(now);
    return this.#tokens;
  }

  /** Milliseconds until there is room again. */
  wait(now: number): number {
    const room = this.room(now);
    return room > 0 ? 0 : Math.ceil((1 - room) / (this.#limit / 1_000));
  }

  #set(limit: number, now: number): void {
    if (this.#lifted) return;
    this.#refill(now);
    this.#limit = Math.max(LEAST, limit);
    this.#tokens = Math.min(0, Number.isFinite(this.#tokens) ? this.#tokens : 0);
  }

  /** At most a second of it is saved up. */
  #refill(now: number): void {
    if (this.#limit !== Number.POSITIVE_INFINITY) {
      this.#tokens = Math.min(this.#limit, this.#tokens + (this.#limit * Math.max(0, now - this.#at)) / 1_000);
    } else this.#tokens = 0;
    this.#at = now;
  }
}
