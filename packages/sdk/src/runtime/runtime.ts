// The tracker as generated clients and hosts see it.
import type { Counts } from "../counts.js";
import type { Health } from "../metrics/health.js";
import type { Metrics } from "../metrics/metrics.js";
import type { Receipt } from "../receipt.js";
import type { ContextValues } from "./contexts.js";

/** What every generated tracker can do beside its events. */
export interface Runtime {
  /** Tracks an event by its name; generated methods call this. Never throws in production. */
  track(name: string, properties?: object): Receipt;
  /**
   * Sends what was tracked until nothing is queued, spooled, in flight or being explained any more; calls at the same
   * time share it.
   *
   * @param options - `deadline`: milliseconds after which it resolves all the same, default none.
   */
  flush(options?: { readonly deadline?: number }): Promise<Counts>;
  /**
   * Sends what is left, then stops; calling it again gives the same answer.
   *
   * @param options - `deadline`: milliseconds that sending may take, default 10,000. What is left then is handed over by
   * the spool to the next process; without one it becomes dead letters with their whole lines.
   */
  close(options?: { readonly deadline?: number }): Promise<Counts>;
  /** The states of all events at this moment. */
  counts(): Counts;
  /** Everything that is measured at this moment. The event loop is watched from the first call on. */
  metrics(): Metrics;
  /** Whether it does its work, for a readiness probe. */
  health(): Health;
  /** Runs a function whose events carry these contexts, beside those that are set. */
  withContext<Result>(contexts: ContextValues, body: () => Result): Result;
  /** Sets contexts for the rest of the current asynchronous context. */
  setContext(contexts: ContextValues): void;
}
