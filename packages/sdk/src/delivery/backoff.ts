// How long to wait before sending again: exponential, full jitter, capped.
// Source: AWS Architecture Blog, "Exponential Backoff And Jitter".

/** Milliseconds before the first retry, at most. */
const BASE = 100;
/** Milliseconds between retries, at most. */
const CAP = 30_000;

/**
 * The wait before a retry.
 *
 * @param attempt - 0 for the first retry.
 * @param random - From 0 to 1.
 * @param base - Milliseconds before the first, at most.
 * @returns Milliseconds.
 */
export function backoff(attempt: number, random: number, base = BASE): number {
  return random * Math.min(CAP, base * 2 ** Math.min(attempt, 20));
}
