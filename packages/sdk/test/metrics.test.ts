import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  createRuntime,
  type Metrics,
  memoryDeadLetters,
  SendFailure,
  type Sink,
  type TrackerOptions,
} from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { observeTracker } from "@tracklake/sdk/opentelemetry";
import { collectTracker } from "@tracklake/sdk/prometheus";
import * as prometheus from "prom-client";
import { expect, test, vi } from "vitest";
import { metricDescriptions } from "../src/metrics/metrics.js";
import { definitions } from "./definitions.js";

function tracker(options: Partial<TrackerOptions> = {}) {
  return createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink: memorySink(),
    deadLetters: memoryDeadLetters(),
    logger: { warn: () => {} },
    flushInterval: 1,
    ...options,
  });
}

/** Two delivered, one dead letter, one dropped. */
async function lived(options: Partial<TrackerOptions> = {}) {
  const runtime = tracker(options);
  runtime.track("plan_changed", { plan: "a" });
  runtime.track("plan_changed", { plan: "b", colour: "red" });
  runtime.track("plan_changed", {});
  await runtime.close();
  runtime.track("plan_changed", { plan: "late" });
  return runtime;
}

test("everything that is measured, at one moment", async () => {
  const runtime = await lived();
  expect(runtime.metrics()).toMatchObject({
    accepted: 4,
    delivered: 2,
    queued: 0,
    spooled: 0,
    deadLetteredBy: { violation: 1 },
    droppedBy: { closed: 1 },
    stripped: 1,
    memoryBytes: 0,
    spoolBytes: 0,
    sinkDownFor: 0,
    calls: 1,
    callsFailed: 0,
    eventsPerRecord: 2,
  });
  expect(runtime.metrics().bytesSent).toBeGreaterThan(500);
  expect(runtime.metrics().batchFill).toBeGreaterThan(0);
});

test("every number of the metrics is described once, and lower_snake", () => {
  const names = metricDescriptions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
  const distinct = Object.fromEntries(
    Object.keys(tracker().metrics()).map((key, index) => [key, key.endsWith("By") ? { [key]: index } : index]),
  ) as unknown as Metrics;
  const read = metricDescriptions.flatMap((metric) => metric.read(distinct)).map(({ value }) => value);
  // The sums stand for their reasons, so they are not among the numbers.
  const want = Object.entries(distinct).filter(([key]) => key !== "deadLettered" && key !== "dropped");
  expect([...read].sort((a, b) => a - b)).toEqual(
    want
      .map(([, value]) => Number(typeof value === "number" ? value : Object.values(value as object)[0]))
      .sort((a, b) => a - b),
  );
});

test("the hook is told at intervals and at the end; what it throws does not reach the host", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const told: number[] = [];
  const warn = vi.fn<(message: string) => void>();
  const runtime = tracker({
    metricsInterval: 1_000,
    logger: { warn },
    onMetrics: ({ accepted }) => {
      told.push(accepted);
      throw new Error("the host's own bug");
    },
  });
  runtime.track("plan_changed", { plan: "a" });
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
  runtime.track("plan_changed", { plan: "a" });
  await runtime.close();
  expect(told).toEqual([1, 1, 2]);
  expect(warn).toHaveBeenCalledOnce();
});

test("OpenTelemetry's own SDK collects them", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  const stop = observeTracker(await lived(), provider.getMeter("tracklake"));
  await reader.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const values = (name: string) =>
    metrics
      .find(({ descriptor }) => descriptor.name === `tracklake.${name}`)
      ?.dataPoints.map(({ value, attributes }) => [value, attributes.reason]);
  expect(values("delivered")).toEqual([[2, undefined]]);
  expect(values("dropped")).toEqual([[1, "closed"]]);
  expect(values("dead_lettered")).toEqual([[1, "violation"]]);
  const reported = metrics.map(({ descriptor }) => descriptor.name);
  expect(reported).toEqual(metricDescriptions.map(({ name }) => `tracklake.${name}`));
  stop();
  await provider.shutdown();
});

test("prom-client prints them", async () => {
  const register = new prometheus.Registry();
  collectTracker(await lived(), prometheus, [register]);
  const text = await register.metrics();
  expect(text).toContain("tracklake_delivered_total 2\n");
  expect(text).toContain('tracklake_dropped_total{reason="closed"} 1\n');
  expect(text).toContain("# TYPE tracklake_memory_bytes gauge\n");
  expect(text.match(/^# TYPE /gm)).toHaveLength(metricDescriptions.length);
  // Read again, a counter is what it is now, not the sum of both readings.
  expect(await register.metrics()).toContain("tracklake_delivered_total 2\n");
});

test("health: well, holding, full, closed", async () => {
  const down: Sink = { ...memorySink(), send: () => Promise.reject(new SendFailure("held", "no permission")) };
  const runtime = tracker({ sink: down, queueBytes: 3_000 });
  expect(runtime.health()).toEqual({ ok: true, problems: [], holding: false, keeping: "memory", pending: 0 });
  runtime.track("plan_changed", { plan: "a" });
  for (let waited = 0; !runtime.health().holding && waited < 2_000; waited += 5)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(runtime.health()).toMatchObject({ ok: true, holding: true, pending: 1 });
  for (let n = 0; n < 20; n++) runtime.track("plan_changed", { plan: "a" });
  expect(runtime.health()).toMatchObject({ ok: false, problems: ["memory is full: 3000 bytes (queueBytes)"] });
  await runtime.close({ deadline: 0 });
  expect(runtime.health()).toMatchObject({ ok: false, problems: ["the tracker is closed"] });
});
