// What a tracker can be measured by: the states of its events, how full it is, and how its sink does.
// One table says what each number means; hooks, OpenTelemetry and Prometheus all read it.
import type { Counts } from "../counts.js";

/** Everything that is measured, at one moment. */
export interface Metrics extends Counts {
  /** Bytes of lines in memory. */
  readonly memoryBytes: number;
  /** Bytes on disk of lines that are not delivered. */
  readonly spoolBytes: number;
  /** Milliseconds since the oldest line on disk was written, to the precision of a segment; 0 when there is none. */
  readonly oldestAge: number;
  /** Milliseconds for which the sink has been down; 0 while it is not. */
  readonly sinkDownFor: number;
  /** Calls of the sink. */
  readonly calls: number;
  /** Calls that failed as a whole. */
  readonly callsFailed: number;
  /** Bytes of lines sent, again and again where they failed. */
  readonly bytesSent: number;
  /** Events in a record, on average of the last calls: what Firehose bills by. */
  readonly eventsPerRecord: number;
  /** How full a call was, on average of the last calls: 1 is as much as this tracker sends at once. */
  readonly batchFill: number;
  /** The 99th percentile of the event loop's delay since the last reading, in milliseconds. */
  readonly eventLoopDelay: number;
}

/** How a number behaves. */
export type MetricKind = "counter" | "gauge";

/** One number as monitoring systems know it. */
export interface MetricDescription {
  /** Lower_snake, without a prefix. */
  readonly name: string;
  readonly kind: MetricKind;
  /** UCUM, as OpenTelemetry wants it: `By`, `ms`, `{event}`, `1`. */
  readonly unit: string;
  readonly description: string;
  /** The values, each with the label that tells it from the others of its name. */
  read(metrics: Metrics): readonly MetricValue[];
}

/** A value; `reason` where there is one for each. */
export interface MetricValue {
  readonly value: number;
  readonly reason?: string;
}

function counted(name: string, description: string, read: (metrics: Metrics) => number): MetricDescription {
  return { name, kind: "counter", unit: "{event}", description, read: (metrics) => [{ value: read(metrics) }] };
}

function gauge(name: string, unit: string, description: string, read: (metrics: Metrics) => number): MetricDescription {
  return { name, kind: "gauge", unit, description, read: (metrics) => [{ value: read(metrics) }] };
}

function byReason(name: string, description: string, read: (metrics: Metrics) => Readonly<Record<string, number>>) {
  const values = (metrics: Metrics) => Object.entries(read(metrics)).map(([reason, value]) => ({ value, reason }));
  return { name, kind: "counter", unit: "{event}", description, read: values } satisfies MetricDescription;
}

/** Every number, in the order of an event's way. */
export const metricDescriptions: readonly MetricDescription[] = [
  counted("accepted", "Calls of track.", (metrics) => metrics.accepted),
  counted("adopted", "Events taken over from another process.", (metrics) => metrics.adopted),
  gauge("queued", "{event}", "Events in memory alone.", (metrics) => metrics.queued),
  gauge("spooled", "{event}", "Events on disk that are not delivered.", (metrics) => metrics.spooled),
  counted("delivered", "Events that the sink has taken.", (metrics) => metrics.delivered),
  counted("handed_over", "Events left on disk for another process.", (metrics) => metrics.handedOver),
  byReason(
    "refused",
    "Events that were not taken, by reason, whatever became of them.",
    (metrics) => metrics.refusedBy,
  ),
  byReason("dead_lettered", "Events kept as dead letters, by reason.", (metrics) => metrics.deadLetteredBy),
  byReason("dropped", "Events lost, by reason.", (metrics) => metrics.droppedBy),
  counted("stripped", "Unknown properties that were left out.", (metrics) => metrics.stripped),
  counted("retried", "Records that failed and were sent again.", (metrics) => metrics.retried),
  counted(
    "possibly_duplicated",
    "Events sent again after a call whose answer was lost.",
    (metrics) => metrics.possiblyDuplicated,
  ),
  counted(
    "hashes_without_key",
    "Personal values left out because there is no key.",
    (metrics) => metrics.hashesWithoutKey,
  ),
  counted("fell_back", "Events that the fallback took.", (metrics) => metrics.fellBack),
  gauge("memory_bytes", "By", "Bytes of lines in memory.", (metrics) => metrics.memoryBytes),
  gauge("spool_bytes", "By", "Bytes on disk of lines that are not delivered.", (metrics) => metrics.spoolBytes),
  gauge("oldest_age", "ms", "Age of the oldest line on disk.", (metrics) => metrics.oldestAge),
  gauge("sink_down_for", "ms", "How long the sink has been down.", (metrics) => metrics.sinkDownFor),
  { ...counted("calls", "Calls of the sink.", (metrics) => metrics.calls), unit: "{call}" },
  {
    ...counted("calls_failed", "Calls of the sink that failed as a whole.", (metrics) => metrics.callsFailed),
    unit: "{call}",
  },
  { ...counted("bytes_sent", "Bytes of lines sent.", (metrics) => metrics.bytesSent), unit: "By" },
  gauge("events_per_record", "1", "Events in a record, on average.", (metrics) => metrics.eventsPerRecord),
  gauge("batch_fill", "1", "How full a call is, on average.", (metrics) => metrics.batchFill),
  gauge(
    "event_loop_delay",
    "ms",
    "The 99th percentile of the event loop's delay.",
    (metrics) => metrics.eventLoopDelay,
  ),
];
