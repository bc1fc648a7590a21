// Metrics for OpenTelemetry: a tracker's numbers as observable instruments of a meter of the host's.
import { type MetricDescription, metricDescriptions } from "./metrics/metrics.js";
import type { Runtime } from "./runtime/runtime.js";

/** A meter, as far as it is used here; `metrics.getMeter("…")` of `@opentelemetry/api` gives one. */
export interface Meter {
  createObservableCounter(name: string, options: InstrumentOptions): Instrument;
  createObservableGauge(name: string, options: InstrumentOptions): Instrument;
  addBatchObservableCallback(callback: (result: BatchResult) => void, instruments: Instrument[]): void;
  removeBatchObservableCallback(callback: (result: BatchResult) => void, instruments: Instrument[]): void;
}

interface InstrumentOptions {
  readonly description: string;
  readonly unit: string;
}

// biome-ignore lint/suspicious/noExplicitAny: instruments are the meter's own, and only handed back to it.
type Instrument = any;

interface BatchResult {
  observe(instrument: Instrument, value: number, attributes?: Record<string, string>): void;
}

/**
 * Reports a tracker's metrics as `tracklake.<name>`.
 *
 * @returns A function that stops it.
 * @example
 * import { metrics } from "@opentelemetry/api";
 * observeTracker(tracker, metrics.getMeter("tracklake"));
 */
export function observeTracker(tracker: Pick<Runtime, "metrics">, meter: Meter): () => void {
  const instruments = metricDescriptions.map((metric) => ({ metric, instrument: instrumentOf(meter, metric) }));
  const all = instruments.map(({ instrument }) => instrument);
  const observe = (result: BatchResult) => {
    const metrics = tracker.metrics();
    for (const { metric, instrument } of instruments) {
      for (const { value, reason } of metric.read(metrics)) {
        result.observe(instrument, value, reason === undefined ? {} : { reason });
      }
    }
  };
  meter.addBatchObservableCallback(observe, all);
  return () => meter.removeBatchObservableCallback(observe, all);
}

function instrumentOf(meter: Meter, { name, kind, unit, description }: MetricDescription): Instrument {
  const options = { description, unit };
  return kind === "counter"
    ? meter.createObservableCounter(`tracklake.${name}`, options)
    : meter.createObservableGauge(`tracklake.${name}`, options);
}
