// Decides, call by call and record by record, which faults are injected, and counts them.
// Draws come in a fixed order, so that the same seed and the same calls give the same faults.
import { randomInt } from "node:crypto";
import type { Faults } from "./faults.js";
import { seededRandom } from "./random.js";

/** What becomes of a call. */
export type CallFault = "none" | "reset" | "throttle" | "timeout";

/** Faults that were injected so far. */
export interface FaultCounts {
  records: number;
  timeouts: number;
  resets: number;
  throttles: number;
  delayed: number;
  /** What to give as `seed` to repeat the run. */
  readonly seed: number;
}

/** Faults as they come. */
export interface FaultPlan {
  readonly counts: FaultCounts;
  readonly latency: number;
  readonly timeoutMs: number;
  /** Of the next call. */
  call(): CallFault;
  /** Whether the next record fails. */
  record(): boolean;
}

const DEFAULT_TIMEOUT_MS = 250;
const SEEDS = 2 ** 32;

/** A plan; without faults it injects none. */
export function faultPlan({ seed = randomInt(SEEDS), ...faults }: Faults = {}): FaultPlan {
  const random = seededRandom(seed);
  const counts: FaultCounts = { records: 0, timeouts: 0, resets: 0, throttles: 0, delayed: 0, seed };
  const { records = 0, timeouts = 0, resets = 0, throttles = 0, latency = 0 } = faults;
  const drawn = (share: number) => random() < share;
  return {
    counts,
    latency,
    timeoutMs: faults.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    call() {
      if (latency > 0) counts.delayed++;
      const [reset, throttle, timeout] = [drawn(resets), drawn(throttles), drawn(timeouts)];
      if (reset) counts.resets++;
      else if (throttle) counts.throttles++;
      else if (timeout) counts.timeouts++;
      return reset ? "reset" : throttle ? "throttle" : timeout ? "timeout" : "none";
    },
    record() {
      const fails = drawn(records);
      if (fails) counts.records++;
      return fails;
    },
  };
}
