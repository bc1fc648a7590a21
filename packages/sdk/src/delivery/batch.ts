// Cutting batches from the queue: never over the sink's limits, in records, bytes and lines a record.
import type { SinkLimits } from "../sink.js";
import type { LineQueue, QueuedLine } from "./queue.js";

/** Lines that are sent as one record. */
export interface BatchRecord {
  readonly lines: readonly QueuedLine[];
  readonly bytes: number;
}

/**
 * Takes the next batch from a queue.
 *
 * @returns Records of whole lines, in order; empty when nothing waits. A line is never larger than a record, since
 * larger ones are refused when they are tracked.
 */
export function nextBatch(queue: LineQueue, limits: SinkLimits): BatchRecord[] {
  const records: BatchRecord[] = [];
  let total = 0;
  while (records.length < limits.recordsPerBatch) {
    const record = nextRecord(queue, limits, limits.bytesPerBatch - total);
    if (record.lines.length === 0) break;
    records.push(record);
    total += record.bytes;
  }
  return records;
}

function nextRecord(queue: LineQueue, limits: SinkLimits, room: number): BatchRecord {
  const lines: QueuedLine[] = [];
  let bytes = 0;
  while (lines.length < limits.linesPerRecord) {
    const next = queue.peek();
    if (!next || bytes + next.bytes > Math.min(limits.bytesPerRecord, room)) break;
    queue.shift();
    lines.push(next);
    bytes += next.bytes;
  }
  return { lines, bytes };
}
