// The tracker with a real spool on a real disk while that is pulled away, shared, or far more than memory.
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRuntime,
  memoryDeadLetters,
  type Runtime,
  SendFailure,
  type Sink,
  type TrackerOptions,
} from "@tracklake/sdk";
import { type MemorySink, memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { adds, definitions } from "../definitions.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tracklake-faults-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A service that can be down, and refuse. */
class Service {
  readonly memory: MemorySink = memorySink();
  trouble: SendFailure | undefined;
  bytes = 0;
  readonly sink: Sink = {
    ...this.memory,
    name: "service",
    send: (records, signal) => {
      if (this.trouble) return Promise.reject(this.trouble);
      this.bytes += records.reduce((sum, { bytes }) => sum + bytes, 0);
      return this.memory.send(records, signal);
    },
  };

  get plans(): string[] {
    return this.memory.lines.map(({ text }) => (JSON.parse(text) as { plan: string }).plan.trim());
  }
}

const down = new SendFailure("failed", "down");

function tracker(service: Service, options: Partial<TrackerOptions> = {}): Runtime {
  return createRuntime(definitions, {
    ...{ service: "s", environment: "production", sink: service.sink, deadLetters: memoryDeadLetters() },
    ...{ durability: "process", spool: { directory }, heartbeat: false, logger: { warn: () => {} }, flushInterval: 20 },
    ...options,
  });
}

const plans = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);

test("an outage with more than memory may hold, and load until all of it is drained", async () => {
  const service = new Service();
  service.trouble = down;
  const runtime = tracker(service, { drainRate: 100 });
  let tracked = 0;
  const track = () => runtime.track("plan_changed", { plan: `p${tracked++}`.padEnd(20_000) });
  while (tracked < 1_200) {
    for (let n = 0; n < 40; n++) track();
    await track().stored;
  }
  // 24 MB, of which no more than 16 MiB are in memory.
  expect(runtime.metrics().spoolBytes).toBeGreaterThan(23_000_000);
  expect(runtime.metrics().memoryBytes).toBeLessThan(18 * 1024 * 1024);
  service.trouble = undefined;
  while (runtime.counts().delivered < 1_200) {
    track();
    expect(adds(runtime.counts())).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await runtime.flush();
  expect(runtime.counts()).toMatchObject({ delivered: tracked, queued: 0, spooled: 0, dropped: 0 });
  expect(service.plans.sort()).toEqual(plans(tracked).sort());
  expect((await runtime.close()).handedOver).toBe(0);
}, 120_000);

describe("the folder", () => {
  test("taken over by another process: what is sent is seen once for each id, and nothing is missing", async () => {
    const service = new Service();
    service.trouble = down;
    const runtime = tracker(service);
    for (const plan of plans(100)) await runtime.track("plan_changed", { plan }).stored;
    const [own = ""] = (await readdir(directory)).filter((name) => !name.startsWith("."));
    await rm(join(directory, own, "heartbeat"));
    const other = new Service();
    const adopter = tracker(other);
    await vi.waitUntil(() => adopter.counts().adopted === 100, { timeout: 10_000 });
    // The next write finds out, and is written again where it is ours.
    expect(await runtime.track("plan_changed", { plan: "p100" }).stored).toEqual({ ok: true, level: "process" });
    expect(runtime.counts()).toMatchObject({ handedOver: 100, spooled: 1 });
    expect(adds(runtime.counts())).toBe(true);
    service.trouble = undefined;
    for (const each of [runtime, adopter]) expect(adds(await each.close())).toBe(true);
    expect(new Set([...service.plans, ...other.plans])).toEqual(new Set(plans(101)));
  }, 30_000);

  test.each([
    ["deleted", () => rm(directory, { recursive: true })],
    ["renamed", () => rename(directory, `${directory}-gone`)],
  ])("%s under load: what is in memory is sent, and new lines are kept in a new one", async (_, pull) => {
    const service = new Service();
    service.trouble = down;
    const runtime = tracker(service);
    for (const plan of plans(200)) await runtime.track("plan_changed", { plan }).stored;
    await pull();
    expect(await runtime.track("plan_changed", { plan: "p200" }).stored).toEqual({ ok: true, level: "process" });
    expect(adds(runtime.counts())).toBe(true);
    service.trouble = undefined;
    const counts = await runtime.close();
    expect(counts).toMatchObject({ delivered: 201, handedOver: 0, dropped: 0 });
    expect(service.plans.sort()).toEqual(plans(201).sort());
    await rm(`${directory}-gone`, { recursive: true, force: true });
  });
});

describe("orphans", () => {
  async function leave(count: number, size: number): Promise<void> {
    const service = new Service();
    service.trouble = down;
    const runtime = tracker(service);
    const receipts = Array.from({ length: count }, (_, n) =>
      runtime.track("plan_changed", { plan: `p${n}`.padEnd(size) }),
    );
    // Without a deadline to end by, nothing waits for a disk that is slow at the moment: on it before, they are left there.
    await Promise.all(receipts.map(({ stored }) => stored));
    const { accepted, adopted, handedOver } = await runtime.close({ deadline: 0 });
    // It may have taken over what the one before it left, and then hands that over, too.
    expect({ accepted, handedOver }).toEqual({ accepted: count, handedOver: count + adopted });
  }

  test("drain at a multiple of the usual rate, and at once when the process ends", async () => {
    await leave(400, 2_500);
    const service = new Service();
    const begin = performance.now();
    const runtime = tracker(service);
    await vi.waitUntil(() => runtime.counts().delivered > 0, { timeout: 10_000 });
    for (let n = 0; n < 10; n++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      // Hardly anything is usual here, and then it is 52,429 bytes by the second, one of which may be saved up.
      const seconds = (performance.now() - begin) / 1_000;
      expect(service.bytes).toBeLessThan(52_429 * (seconds + 1) + 4_000);
    }
    expect(runtime.counts().spooled).toBeGreaterThan(0);
    expect(await runtime.close()).toMatchObject({ adopted: 400, delivered: 400, spooled: 0, handedOver: 0 });
    expect(service.plans.sort()).toEqual(plans(400).sort());
  }, 30_000);

  test.each([0, 1, 5, 20, 60])(
    "are nobody's twice and lost to nobody when it closes %i ms after it began to adopt",
    async (after) => {
      for (let round = 0; round < 4; round++) await leave(50, 1_000);
      const service = new Service();
      const first = tracker(service);
      await new Promise((resolve) => setTimeout(resolve, after));
      const counts = await first.close();
      expect(adds(counts)).toBe(true);
      const second = tracker(service);
      const rest = counts.delivered;
      await vi.waitUntil(() => second.counts().adopted === 200 - rest, { timeout: 10_000 });
      const last = await second.close();
      expect(adds(last)).toBe(true);
      expect([counts.delivered + last.delivered, last.handedOver]).toEqual([200, 0]);
      expect(service.memory.lines).toHaveLength(200);
      expect((await readdir(directory)).filter((name) => name !== "quarantine")).toEqual([]);
    },
  );
});

test("a stream that refuses every line is held, not emptied into the dead letters, and recovers", async () => {
  const service = new Service();
  service.trouble = new SendFailure("refused", "InvalidArgumentException");
  const deadLetters = memoryDeadLetters();
  const warnings: string[] = [];
  await mkdir(directory, { recursive: true });
  const runtime = tracker(service, { deadLetters, logger: { warn: (message) => void warnings.push(message) } });
  for (const plan of plans(300)) runtime.track("plan_changed", { plan });
  await vi.waitUntil(() => runtime.health().holding, { timeout: 10_000 });
  expect(runtime.counts()).toMatchObject({ delivered: 0, deadLettered: 0, dropped: 0, spooled: 300 });
  expect(warnings).toEqual([expect.stringContaining("service is down (InvalidArgumentException)")]);
  service.trouble = undefined;
  await vi.waitUntil(() => runtime.counts().delivered === 300, { timeout: 20_000 });
  expect(await runtime.close()).toMatchObject({ delivered: 300, deadLettered: 0 });
  expect(warnings.at(-1)).toContain("takes events again");
}, 40_000);
