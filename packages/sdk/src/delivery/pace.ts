// How fast to send when speed would hurt: what was held back drains at a multiple of the usual rate, and a service that
// says that it is too much is sent less. Otherwise there is no limit.
import { Rate } from "./rate.js";

/** Seconds over which the usual rate is known, and the rate of what is being sent. */
const MEMORY = 60;
const SENT_MEMORY = 5;
/** Bytes by the second that are always allowed: a twentieth of a stream's quota where it is least (1 MiB/s). */
const LEAST = 52_429;
/** Seconds that are saved up for a call: else each would carry the one line for which there is room again. */
const CALL = 0.25;
/** What a throttled rate is cut to, and what it gains with each call that goes through. */
const CUT = 0.7;
const GAIN = 1.05;

/** The pace of one sender. */
export class Pace {
  readonly #multiple: number;
  readonly #intake: Rate;
  readonly #sent: Rate;
  /** What a throttled service is sent at most. */
  #cap = Number.POSITIVE_INFINITY;
  #draining = false;
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
  limit(now: number): number {
    if (!this.#draining) return this.#cap;
    // As the usual rate is now, so that a drain that takes from night to morning keeps up with what comes.
    return Math.min(this.#cap, Math.max(LEAST, (this.#intake.perSecond(now) ?? 0) * this.#multiple));
  }

  /** The sink works again after it was down: drain, but no faster than this. */
  drain(now: number): void {
    if (this.#lifted) return;
    this.#refill(now);
    this.#draining = true;
    this.#tokens = Math.min(0, this.#tokens);
  }

  /** The service says that it is too much. */
  throttled(now: number): void {
    if (this.#lifted) return;
    this.#refill(now);
    this.#cap = Math.max(LEAST, Math.min(this.limit(now), this.#sent.perSecond(now) ?? LEAST) * CUT);
    this.#tokens = Math.min(0, this.#tokens);
  }

  /** A call went through without a complaint, while what was held back is not yet sent. */
  went(throttledBefore: boolean): void {
    if (throttledBefore) this.#cap *= GAIN;
  }

  /** Nothing is held back any more. */
  free(): void {
    this.#cap = Number.POSITIVE_INFINITY;
    this.#draining = false;
  }

  /** No limit from now on: the process ends, and what is left would be left behind. */
  lift(): void {
    this.#lifted = true;
    this.free();
  }

  /** Bytes that may be sent now; 0 or less when it has to wait. */
  room(now: number): number {
    if (this.limit(now) === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    this.#refill(now);
    return this.#tokens;
  }

  /** Milliseconds until there is room again, for a call that is worth its while. */
  wait(now: number): number {
    const room = this.room(now);
    if (room === Number.POSITIVE_INFINITY) return 0;
    const limit = this.limit(now);
    const enough = Math.max(1, limit * CALL);
    return room >= enough ? 0 : Math.ceil((enough - room) / (limit / 1_000));
  }

  /** At most a second of it is saved up. */
  #refill(now: number): void {
    const limit = this.limit(now);
    if (limit === Number.POSITIVE_INFINITY) this.#tokens = 0;
    else this.#tokens = Math.min(limit, this.#tokens + (limit * Math.max(0, now - this.#at)) / 1_000);
    this.#at = now;
  }
}
