// Outages in simulated time: how many calls are made, how fast what was held back drains, how much memory it takes.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRuntime, memoryDeadLetters, SendFailure, type Sink, type TrackerOptions } from "../../src/index.js";
import { memorySink } from "../../src/memory.js";
import { adds, definitions } from "../definitions.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Service {
  down: boolean;
  calls: { at: number; bytes: number; ok: boolean; by: number }[];
}

/** @param by - Whose calls they are. */
function sinkOf(service: Service, kind: "failed" | "held" | "unsure" = "failed", by = 0): Sink {
  const memory = memorySink();
  return {
    ...memory,
    name: "service",
    send(records, signal) {
      const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
      service.calls.push({ at: performance.now(), bytes, ok: !service.down, by });
      return service.down ? Promise.reject(new SendFailure(kind, "down")) : memory.send(records, signal);
    },
  };
}

function client(sink: Sink, options: Partial<TrackerOptions> = {}) {
  const warnings: string[] = [];
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink,
    deadLetters: memoryDeadLetters(),
    logger: { warn: (message) => void warnings.push(message) },
    ...options,
  });
  return { runtime, warnings };
}

/** Every client tracks one event each 200 ms. */
async function live(clients: readonly { runtime: ReturnType<typeof createRuntime> }[], seconds: number): Promise<void> {
  for (let tick = 0; tick < seconds * 5; tick++) {
    for (const { runtime } of clients) runtime.track("plan_changed", { plan: "pro" });
    await vi.advanceTimersByTimeAsync(200);
  }
}

const callsBetween = ({ calls }: Service, from: number, to: number) => calls.filter(({ at }) => at >= from && at < to);

describe("fifty clients and a service that is down for everyone", () => {
  test("call it no more often than usual, and drain no faster than each of them may", async () => {
    const service: Service = { down: false, calls: [] };
    const clients = Array.from({ length: 50 }, (_, by) => client(sinkOf(service, "failed", by)));
    await live(clients, 40);
    const begin = performance.now();
    const usual = callsBetween(service, begin - 30_000, begin).length / 30;
    service.down = true;
    await live(clients, 180);
    const back = performance.now();
    for (const [from, to] of [
      [begin, begin + 10_000],
      [begin, back],
    ] as const) {
      expect(callsBetween(service, from, to).length / ((to - from) / 1_000)).toBeLessThanOrEqual(1.1 * usual);
    }
    service.down = false;
    await live(clients, 40);
    // Twice what these are used to is less than what any process may send, 52,429 bytes by the second, after a trial of
    // 64 KiB; a call may be over by its last line. Each has 300,000 bytes to send.
    for (let by = 0; by < clients.length; by++) {
      for (let second = 0; second < 40; second++) {
        const at = back + second * 1_000;
        const mine = callsBetween(service, at, at + 1_000).filter((call) => call.ok && call.by === by);
        expect(mine.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(65_536 + 52_429 + 500);
      }
    }
    expect(clients.reduce((sum, { runtime }) => sum + runtime.counts().queued, 0)).toBeLessThan(50 * 10);
    await Promise.all(clients.map(({ runtime }) => runtime.close()));
    for (const { runtime } of clients) expect(adds(runtime.counts())).toBe(true);
    const delivered = clients.reduce((sum, { runtime }) => sum + runtime.counts().delivered, 0);
    expect(delivered).toBe(50 * 5 * 260);
  }, 120_000);
});

test("a busy client drains at twice its usual rate", async () => {
  const service: Service = { down: false, calls: [] };
  const one = client(sinkOf(service));
  const busy = async (seconds: number) => {
    for (let tick = 0; tick < seconds * 10; tick++) {
      for (let n = 0; n < 100; n++) one.runtime.track("plan_changed", { plan: "x".repeat(300) });
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  await busy(90);
  const begin = performance.now();
  const usual = callsBetween(service, begin - 30_000, begin).reduce((sum, { bytes }) => sum + bytes, 0) / 30;
  service.down = true;
  await busy(60);
  service.down = false;
  while (!service.calls.at(-1)?.ok) await busy(1);
  const back = performance.now();
  await busy(20);
  const drain = callsBetween(service, back, back + 20_000).reduce((sum, { bytes }) => sum + bytes, 0) / 20;
  expect(drain / usual).toBeGreaterThan(1.5);
  expect(drain / usual).toBeLessThanOrEqual(2.1);
  // A process that ends does not wait for its turn.
  expect(await one.runtime.close()).toMatchObject({ queued: 0, deadLettered: 0, dropped: 0 });
}, 120_000);

test("a dead endpoint for a day: memory under its cap, every event counted, a line every ten minutes at most", async () => {
  const service: Service = { down: true, calls: [] };
  const { runtime, warnings } = client(sinkOf(service, "held"), { queueBytes: 1_000_000 });
  let tracked = 0;
  for (let minute = 0; minute < 24 * 60; minute++) {
    for (let n = 0; n < 5; n++) runtime.track("plan_changed", { plan: `p${tracked++}` });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(adds(runtime.counts())).toBe(true);
  }
  const counts = runtime.counts();
  expect(counts.accepted).toBe(tracked);
  expect(counts.queued + counts.dropped).toBe(tracked);
  expect(counts.dropped).toBeGreaterThan(0);
  expect(counts.queued * 330).toBeLessThan(1_100_000);
  // Trials wait up to 30 s with full jitter: twice a minute at the least.
  expect(service.calls.length).toBeLessThan(24 * 60 * 6);
  expect(service.calls.length).toBeGreaterThan(24 * 60);
  expect(warnings.length).toBeGreaterThan(100);
  expect(warnings.length).toBeLessThanOrEqual(24 * 6 + 3);
  expect(warnings[0]).toContain("service is down (down)");
  service.down = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runtime.counts()).toMatchObject({ queued: 0, delivered: counts.queued });
  expect(warnings.at(-1)).toContain("takes events again");
}, 120_000);

test.each([["failed"], ["unsure"]] as const)(
  "%s calls open the circuit; what is held goes when it closes",
  async (kind) => {
    const service: Service = { down: true, calls: [] };
    const { runtime, warnings } = client(sinkOf(service, kind));
    for (let n = 0; n < 20; n++) runtime.track("plan_changed", { plan: "pro" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(warnings).toEqual([expect.stringContaining("service is down")]);
    expect(runtime.counts()).toMatchObject({ queued: 20, delivered: 0 });
    expect(runtime.counts().possiblyDuplicated > 0).toBe(kind === "unsure");
    service.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runtime.counts()).toMatchObject({ queued: 0, delivered: 20 });
  },
);

test("the fallback takes over after a minute, and hands back when the sink works again", async () => {
  const service: Service = { down: true, calls: [] };
  const fallback = { ...memorySink(), name: "fallback" };
  const clientOne = client(sinkOf(service), { fallback });
  await live([clientOne], 50);
  expect(fallback.lines).toHaveLength(0);
  await live([clientOne], 30);
  expect(fallback.lines.length).toBeGreaterThan(300);
  const { runtime } = clientOne;
  expect(runtime.counts().fellBack).toBe(fallback.lines.length);
  service.down = false;
  await live([clientOne], 60);
  const before = fallback.lines.length;
  await live([clientOne], 10);
  expect(fallback.lines.length).toBe(before);
  const counts = await runtime.close();
  expect(counts).toMatchObject({ accepted: 750, delivered: 750 });
});

/** Fails so many times before it works. */
function stumbling(times: number): { sink: Sink; calls(): number } {
  const memory = memorySink();
  let calls = 0;
  return {
    sink: {
      ...memory,
      name: "stumbling",
      send: (records, signal) =>
        calls++ < times ? Promise.reject(new SendFailure("throttled", "slow down")) : memory.send(records, signal),
    },
    calls: () => calls,
  };
}

describe("a close of 5 s by a client that has hardly called before", () => {
  // What is usual is so little here that a pause between calls while they fail would outlast the close.
  async function closed(options: Partial<TrackerOptions> & { sink: Sink }) {
    const { sink, ...others } = options;
    const { runtime } = client(sink, others);
    await vi.advanceTimersByTimeAsync(60_000);
    for (let n = 0; n < 20; n++) runtime.track("plan_changed", { plan: "pro" });
    const counts = runtime.close({ deadline: 5_000 });
    await vi.advanceTimersByTimeAsync(6_000);
    return counts;
  }

  test("gets through to a sink that fails twice", async () => {
    const { sink, calls } = stumbling(2);
    expect(await closed({ sink })).toMatchObject({ accepted: 20, delivered: 20 });
    expect(calls()).toBe(3);
  });

  test("gets through to a fallback that fails twice", async () => {
    const { sink, calls } = stumbling(2);
    const service: Service = { down: true, calls: [] };
    const counts = await closed({ sink: sinkOf(service), fallback: sink });
    expect(counts).toMatchObject({ accepted: 20, delivered: 20, fellBack: 20 });
    expect(calls()).toBe(3);
    // The sink itself is tried no more than a few times until then.
    expect(service.calls.length).toBeLessThan(12);
  });
});
