// What goes wrong at the endpoint, by a random generator with a seed, so that a run can be repeated.

/** What goes wrong. */
export interface Faults {
  /** The share of calls that are answered with 503 and of which nothing is kept. */
  readonly failing: number;
  /** The share of records that fail within a call, where a protocol has records. */
  readonly failingRecords: number;
  /** The share of calls of which everything is kept and that are never answered. */
  readonly silent: number;
  /** Milliseconds until the connection of a silent call is cut; absent: it stays until the caller gives up. */
  readonly cutAfter?: number;
  /** Every call is answered with 503. */
  readonly down: boolean;
}

/** Nothing goes wrong. */
export const healthy: Faults = { failing: 0, failingRecords: 0, silent: 0, down: false };

/** What becomes of one call. */
export type Fate = "served" | "failed" | "silent";

/** Decides by the shares. */
export function fateOf(faults: Faults, random: () => number): Fate {
  if (faults.down) return "failed";
  const draw = random();
  if (draw < faults.failing) return "failed";
  return draw < faults.failing + faults.silent ? "silent" : "served";
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
