// The sink in memory: for tests and for trying things out.
import { firehoseLimits } from "@tracklake/envelope";
import { type Line, linesOf } from "./line/lines-of.js";
import type { Sink } from "./sink.js";

/** A sink that keeps what it is given. */
export interface MemorySink extends Sink {
  /** Every line so far, in the order of delivery. */
  readonly lines: readonly Line[];
  /** Forgets every line. */
  clear(): void;
}

/**
 * Keeps lines in memory, without a bound.
 *
 * @example
 * const sink = memorySink();
 * // after tracker.flush():
 * sink.lines.map((line) => JSON.parse(line.text));
 */
export function memorySink(): MemorySink {
  const lines: Line[] = [];
  return {
    name: "memory",
    level: "memory",
    limits: {
      recordsPerBatch: firehoseLimits.recordsPerBatch,
      bytesPerBatch: firehoseLimits.bytesPerBatch,
      bytesPerRecord: firehoseLimits.bytesPerRecord,
      linesPerRecord: firehoseLimits.eventsPerRecord,
    },
    lines,
    clear: () => void lines.splice(0),
    async send(records) {
      for (const record of records) for (const line of linesOf(record)) lines.push(line);
      return records.map(() => ({ ok: true }));
    },
  };
}
