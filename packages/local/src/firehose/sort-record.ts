// One accepted record to the pieces that objects are made of: events with their partition keys, or failures.
// Of a packed record only the events that fail go to the error output; the real service's choice is unproven.
import { firehoseLimits } from "@tracklake/envelope";
import { deAggregate } from "./de-aggregate.js";
import type { Extraction, MetadataQuery } from "./metadata-query.js";
import { refusedPlace } from "./place.js";
import type { StreamConfig } from "./stream-config.js";

/** An event and where it belongs. */
export interface Piece {
  readonly bytes: Buffer;
  readonly partitionKeys: Readonly<Record<string, string>>;
}

/** Bytes that could not be sorted, and why. */
export interface Failure {
  readonly bytes: Buffer;
  readonly code: string;
  readonly message: string;
}

const NO_KEYS: Extraction = { ok: true, keys: {} };
/** Sorts a record. @param arrival - Milliseconds since 1970. */
export function sortRecord(config: StreamConfig, record: Buffer, arrival: number): (Piece | Failure)[] {
  const { deAggregation, metadata, delimiter } = config.processing;
  const events = deAggregation ? deAggregate(record, deAggregation) : [record];
  if ("failed" in events)
    return [{ bytes: record, code: "DynamicPartitioning.DeAggregationFailed", message: events.failed }];
  if (events.length > firehoseLimits.eventsPerRecord) {
    const message = `the record holds ${events.length} events; at most ${firehoseLimits.eventsPerRecord} are taken apart`;
    return [{ bytes: record, code: "DynamicPartitioning.DeAggregationFailed", message }];
  }
  return events.map((event) => {
    const bytes = delimiter ? Buffer.concat([event, delimiter]) : event;
    const extraction = metadata ? keysOf(event, metadata) : NO_KEYS;
    if (!extraction.ok)
      return { bytes: event, code: "DynamicPartitioning.MetadataExtractionFailed", message: extraction.why };
    const partitionKeys = extraction.keys;
    const refused = config.dynamic
      ? refusedPlace(config, config.prefix.evaluate({ arrival, partitionKeys }))
      : undefined;
    if (refused) return { bytes: event, code: "DynamicPartitioning.InvalidS3Prefix", message: refused };
    return { bytes, partitionKeys };
  });
}

function keysOf(event: Buffer, query: MetadataQuery): Extraction {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(event));
  } catch (error) {
    return { ok: false, why: `Non JSON record provided: ${error instanceof Error ? error.message : String(error)}` };
  }
  return query(value);
}
