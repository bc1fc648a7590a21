// What a sender is told when it is made, and where it reads back what is on disk alone.
import type { Counter } from "../counts.js";
import type { Parcel } from "../line/parcel.js";
import type { Sink } from "../sink.js";

/** Lines that are on disk alone, to be read back when there is room for them. */
export interface Parked {
  /** How many there are. */
  lines(): number;
  /** The next of them, about so many bytes. */
  read(bytes: number): Promise<Parcel | undefined>;
}

/** What a sender needs. */
export interface SenderOptions {
  readonly sink: Sink;
  /** Takes the place of the sink when that has been down for so many milliseconds. */
  readonly fallback?: { readonly sink: Sink; readonly after: number };
  readonly counter: Counter;
  readonly parked: Parked;
  /** Milliseconds that a line waits for company before it is sent. */
  readonly interval: number;
  /** Calls at the same time while the sink is well. */
  readonly concurrency: number;
  /** How many times the usual rate is sent while what was held back drains. */
  readonly drainRate: number;
  /** A line that the service refuses for good; resolves when it is kept as a dead letter. */
  refuse(line: string, reason: string, wasSpooled: boolean): Promise<void>;
  notice(message: string): void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Bytes of a batch that leaves at once: what a call costs the client is shared by two thousand events. */
export const BATCH = 2 * 1024 * 1024;
