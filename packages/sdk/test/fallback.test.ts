import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createRuntime, memoryDeadLetters, SendFailure, type Sink, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { s3Sink } from "@tracklake/sdk/s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Bucket } from "./bucket.js";
import { adds, definitions } from "./definitions.js";

let bucket: Bucket;
let root: string;
beforeAll(async () => {
  bucket = await Bucket.open();
  root = await mkdtemp(join(tmpdir(), "tracklake-fallback-"));
});
afterEach(() => bucket.objects.clear());
afterAll(async () => {
  await bucket.close();
  await rm(root, { recursive: true });
});

const down: Sink = { ...memorySink(), name: "down", send: () => Promise.reject(new SendFailure("failed", "down")) };

function tracker(options: Partial<TrackerOptions> = {}) {
  const deadLetters = memoryDeadLetters();
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink: down,
    fallback: s3Sink({ bucket: "lake", endpoint: bucket.endpoint }),
    deadLetters,
    flushInterval: 5,
    logger: { warn: () => {} },
    clock: () => Date.parse("2026-01-01T15:00:00Z"),
    ...options,
  });
  return { runtime, deadLetters };
}

test("what the sink does not take before close's deadline goes to S3, into the tables' own folders", async () => {
  const { runtime, deadLetters } = tracker();
  const receipts = Array.from({ length: 500 }, (_, n) => runtime.track("plan_changed", { plan: `p${n}` }));
  runtime.track("http_request", {});
  const counts = await runtime.close({ deadline: 2_000 });
  expect(counts).toMatchObject({ accepted: 501, delivered: 501, fellBack: 501, deadLettered: 0, dropped: 0 });
  expect(adds(counts)).toBe(true);
  expect(await receipts[0]?.delivered).toEqual({ ok: true, level: "delivered" });
  expect(deadLetters.letters).toEqual([]);
  const plans = bucket.lines.map((line) => (JSON.parse(line) as { plan?: string }).plan);
  expect(new Set(plans).size).toBe(501);
  expect([...bucket.objects.keys()].map((key) => key.replace(/fallback-.*/, "*")).sort()).toEqual([
    "events/http_request_v1/dt=2026-01-02/*",
    "events/plan_changed_v1/dt=2026-01-02/*",
  ]);
});

const packed = { recordsPerBatch: 500, bytesPerBatch: 4_194_304, bytesPerRecord: 1_024_000, linesPerRecord: 500 };

test("records that were packed across tables and days are taken apart", async () => {
  let now = Date.parse("2026-01-01T14:59:00Z");
  const { runtime } = tracker({ sink: { ...down, limits: packed }, clock: () => now });
  for (let n = 0; n < 100; n++) {
    runtime.track("plan_changed", { plan: `p${n}` });
    runtime.track("http_request", {});
    if (n === 50) now = Date.parse("2026-01-01T15:01:00Z");
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await runtime.close({ deadline: 2_000 })).toMatchObject({ delivered: 200, fellBack: 200 });
  for (const [key, object] of bucket.objects) {
    for (const line of gunzipSync(object).toString().split("\n").filter(Boolean)) {
      const { event_name, event_date } = JSON.parse(line) as Record<string, string>;
      expect(key).toContain(`events/${event_name}_v1/dt=${event_date}/`);
    }
  }
  expect(bucket.lines).toHaveLength(200);
  expect(bucket.objects.size).toBeGreaterThanOrEqual(4);
});

test("what hangs in a call goes to the fallback when the end is near", async () => {
  const hanging: Sink = { ...down, limits: packed, send: () => new Promise(() => {}) };
  const { runtime } = tracker({ sink: hanging });
  for (let n = 0; n < 60; n++) {
    runtime.track("plan_changed", { plan: `p${n}` });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const counts = await runtime.close({ deadline: 2_000 });
  expect(counts).toMatchObject({ accepted: 60, delivered: 60, deadLettered: 0 });
  expect(new Set(bucket.lines.map((line) => (JSON.parse(line) as { plan: string }).plan)).size).toBe(60);
});

test.each([
  ["AccessDenied", 403],
  ["SlowDown", 503],
  ["InternalError", 500],
])("%s from S3 is tried again as long as there is time", async (code, status) => {
  bucket.answers.push({ status, code });
  const { runtime } = tracker();
  runtime.track("plan_changed", { plan: "a" });
  expect(await runtime.close({ deadline: 6_000 })).toMatchObject({ delivered: 1, deadLettered: 0 });
  expect(bucket.lines).toHaveLength(1);
});

test("with the disk and the service gone, what S3 takes is delivered and the rest is on record", async () => {
  const directory = join(root, "spool");
  const { runtime } = tracker({ durability: "process", spool: { directory } });
  for (let n = 0; n < 300; n++) runtime.track("plan_changed", { plan: `before${n}` });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await rm(directory, { recursive: true });
  for (let n = 0; n < 300; n++) runtime.track("plan_changed", { plan: `after${n}` });
  const counts = await runtime.close({ deadline: 5_000 });
  expect(counts).toMatchObject({ accepted: 600, delivered: 600, dropped: 0, handedOver: 0 });
  const plans = bucket.lines.map((line) => (JSON.parse(line) as { plan: string }).plan);
  expect(new Set(plans).size).toBe(600);
});

test("the fallback is left alone while the sink works", async () => {
  const sink = memorySink();
  const { runtime } = tracker({ sink });
  for (let n = 0; n < 50; n++) runtime.track("plan_changed", { plan: `p${n}` });
  expect(await runtime.close()).toMatchObject({ delivered: 50, fellBack: 0 });
  expect([sink.lines.length, bucket.objects.size]).toEqual([50, 0]);
});
