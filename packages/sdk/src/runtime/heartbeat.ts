// The heartbeat: every minute and at close an instance records how far each table's event_sequence has come.
// From it `tracklake verify` knows of a lost tail, which no gap between two lines can show.
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import type { Definitions } from "../definitions.js";

/** Milliseconds between two heartbeats: one line of some hundred bytes a minute for each instance. */
export const HEARTBEAT_INTERVAL = 60_000;

/** What a heartbeat reads, and how it is tracked. */
export interface HeartbeatOptions {
  /** The last event_sequence of each table that the tracker has written lines of. */
  sequences(): Iterable<readonly [table: string, last: number]>;
  /** Tracks an event as the host would. */
  track(name: string, properties: object): unknown;
  /** Milliseconds between two heartbeats, from 1,000 to 3,600,000. @default 60,000 */
  readonly interval?: number | undefined;
  /** Milliseconds that only grow. @default `performance.now` */
  readonly now?: (() => number) | undefined;
}

/** The heartbeat of one tracker; nothing is tracked before {@link Heartbeat.start} or after {@link Heartbeat.close}. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #interval: number;
  readonly #now: () => number;
  readonly #started: number;
  #last: number;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#interval = options.interval ?? HEARTBEAT_INTERVAL;
    this.#now = options.now ?? (() => performance.now());
    this.#started = this.#now();
    this.#last = this.#started;
  }

  /** Begins; the timer keeps no process alive. */
  start(): void {
    if (this.#timer || this.#closed) return;
    this.#timer = setInterval(() => this.beat(), this.#interval);
    this.#timer.unref();
  }

  /** Records how far the tables are now; an instance that has tracked nothing has nothing to record. */
  beat(): void {
    if (!this.#closed) this.#record(false);
  }

  /**
   * Records the end and stops. The tracker calls it while it still takes events, before it delivers what is left;
   * a second call does nothing.
   */
  close(): void {
    if (this.#closed) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#closed = true;
    this.#record(true);
  }

  /** Begins again after a pause, with the beat that fell into it. */
  resume(): void {
    if (!this.#timer && this.#now() - this.#last >= this.#interval) this.beat();
    this.start();
  }

  /** Stops without a word, as before a freeze; {@link Heartbeat.resume} begins again. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #record(closing: boolean): void {
    this.#last = this.#now();
    const sequences = Array.from(this.#options.sequences(), ([table_name, last_sequence]) => ({
      table_name,
      last_sequence,
    }));
    if (sequences.length === 0) return;
    const uptime_ms = Math.max(0, Math.round(this.#now() - this.#started));
    this.#options.track(HEARTBEAT_EVENT, { sequences, closing, interval_ms: this.#interval, uptime_ms });
  }
}

/** Whether a generated client has the heartbeat; one of an earlier version tracks none. */
export function hasHeartbeat({ events }: Pick<Definitions, "events">): boolean {
  return Object.hasOwn(events, HEARTBEAT_EVENT);
}
