// Metrics for prom-client: a tracker's numbers, read when Prometheus asks.
import { type MetricDescription, metricDescriptions } from "./metrics/metrics.js";
import type { Runtime } from "./runtime/runtime.js";

/** prom-client, as far as it is used here: give it `import * as client from "prom-client"`. */
export interface PromClient {
  readonly Counter: new (configuration: Configuration) => Collected;
  readonly Gauge: new (configuration: Configuration) => Collected;
}

interface Configuration {
  name: string;
  help: string;
  labelNames: string[];
  // biome-ignore lint/suspicious/noExplicitAny: a registry is prom-client's own, and only handed back to it.
  registers?: any[];
  collect(): void;
}

interface Collected {
  inc?(labels: Record<string, string>, value: number): void;
  set?(labels: Record<string, string>, value: number): void;
  reset(): void;
}

/**
 * Reports a tracker's metrics as `tracklake_<name>`, counters as `tracklake_<name>_total`.
 *
 * @param registers - Registries; prom-client's own when there are none.
 * @example
 * import * as client from "prom-client";
 * collectTracker(tracker, client);
 */
export function collectTracker(
  tracker: Pick<Runtime, "metrics">,
  client: PromClient,
  registers?: readonly object[],
): void {
  // Prometheus asks for all numbers at once; they are read once for each time that it asks.
  let reading: { metrics: ReturnType<Runtime["metrics"]>; turn: Promise<void> } | undefined;
  const read = () => {
    reading ??= {
      metrics: tracker.metrics(),
      turn: Promise.resolve().then(() => {
        reading = undefined;
      }),
    };
    return reading.metrics;
  };
  for (const metric of metricDescriptions) {
    const Kind = metric.kind === "counter" ? client.Counter : client.Gauge;
    const collected: Collected = new Kind({
      name: nameOf(metric),
      help: metric.description,
      labelNames: ["reason"],
      ...(registers ? { registers: [...registers] } : {}),
      collect() {
        collected.reset();
        for (const { value, reason } of metric.read(read())) {
          const labels: Record<string, string> = reason === undefined ? {} : { reason };
          if (metric.kind === "counter") collected.inc?.(labels, value);
          else collected.set?.(labels, value);
        }
      },
    });
  }
}

function nameOf({ name, kind, unit }: MetricDescription): string {
  const suffix = unit === "ms" ? "_milliseconds" : "";
  return `tracklake_${name}${suffix}${kind === "counter" ? "_total" : ""}`;
}
