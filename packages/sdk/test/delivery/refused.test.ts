// Lines that a service refuses for good, alone and together: they become dead letters, all others are delivered, and a
// stream that takes nothing at all is held.
import { createRuntime, memoryDeadLetters, SendFailure, type Sink } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { expect, test, vi } from "vitest";
import { Channel } from "../../src/delivery/channel.js";
import { adds, definitions } from "../definitions.js";

/** A service that refuses every batch with a line of these. */
function service(isBad: (text: string) => boolean, linesPerRecord: number) {
  const memory = memorySink();
  const sink: Sink & { calls: number } = {
    ...memory,
    calls: 0,
    limits: { ...memory.limits, linesPerRecord },
    send: async (records, signal) => {
      sink.calls++;
      if (records.some(({ parts }) => isBad(Buffer.concat(parts).toString())))
        throw new SendFailure("refused", "InvalidArgumentException");
      return memory.send(records, signal);
    },
  };
  return { sink, memory };
}

function tracker(sink: Sink) {
  const deadLetters = memoryDeadLetters();
  const said: string[] = [];
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink,
    deadLetters,
    flushInterval: 1,
    logger: { warn: (message) => void said.push(message) },
  });
  return { runtime, deadLetters, said };
}

test.each<[string, { bad: number; before: number; after: number; packed: number }]>([
  ["one among many", { bad: 1, before: 300, after: 300, packed: 100 }],
  ["many together, in one record with good ones", { bad: 40, before: 100, after: 400, packed: 100 }],
  ["many together, a record each", { bad: 300, before: 100, after: 400, packed: 1 }],
  ["many together, records of nothing else", { bad: 900, before: 100, after: 400, packed: 100 }],
  ["many together at the very first", { bad: 200, before: 0, after: 400, packed: 20 }],
])("%s: each is a dead letter, and no other waits for them", async (_, { bad, before, after, packed }) => {
  const { sink, memory } = service((text) => text.includes('"bad'), packed);
  const { runtime, deadLetters } = tracker(sink);
  const track = (kind: string, count: number) => {
    for (let n = 0; n < count; n++) runtime.track("plan_changed", { plan: `${kind}${n}` });
  };
  track("good", before);
  track("bad", bad);
  track("later", after);
  await vi.waitUntil(() => runtime.counts().delivered + runtime.counts().deadLettered === before + bad + after, 10_000);
  expect(runtime.counts()).toMatchObject({
    delivered: before + after,
    deadLetteredBy: { "refused-by-service": bad },
    queued: 0,
  });
  expect(memory.lines).toHaveLength(before + after);
  expect(new Set(deadLetters.letters.map(({ line }) => JSON.parse(line ?? "").plan)).size).toBe(bad);
  // Every refused line costs its way down to it; nothing is tried again and again.
  expect(sink.calls).toBeLessThan(40 + 4 * bad * Math.ceil(Math.log2(packed + 1)));
  await runtime.close();
});

test("many that come alone are held, and become dead letters once the stream has taken others", async () => {
  const { sink } = service((text) => text.includes('"bad'), 100);
  const { runtime, said } = tracker(sink);
  for (let n = 0; n < 15; n++) runtime.track("plan_changed", { plan: `bad${n}` });
  await vi.waitUntil(() => said.length > 0);
  expect(runtime.counts()).toMatchObject({ queued: 15, deadLettered: 0 });
  for (let n = 0; n < 5; n++) runtime.track("plan_changed", { plan: `good${n}` });
  await vi.waitUntil(() => runtime.counts().queued === 0, 10_000);
  expect(runtime.counts()).toMatchObject({ delivered: 5, deadLettered: 15 });
  await runtime.close();
});

test("a stream that comes to refuse everything is held whole, with few calls, and recovers", async () => {
  let broken = false;
  const { sink, memory } = service(() => broken, 100);
  const { runtime } = tracker(sink);
  for (let n = 0; n < 100; n++) runtime.track("plan_changed", { plan: `before${n}` });
  await runtime.flush();
  broken = true;
  sink.calls = 0;
  for (let n = 0; n < 2_000; n++) runtime.track("plan_changed", { plan: `held${n}` });
  await vi.waitUntil(() => runtime.health().holding, 10_000);
  expect(sink.calls).toBeLessThan(150);
  expect(runtime.counts()).toMatchObject({ delivered: 100, deadLettered: 0, queued: 2_000 });
  expect(adds(runtime.counts())).toBe(true);
  broken = false;
  await runtime.flush();
  expect(runtime.counts()).toMatchObject({ delivered: 2_100, deadLettered: 0, queued: 0 });
  expect(memory.lines).toHaveLength(2_100);
  await runtime.close();
});

test("once a call is given up, no half of its batch is sent any more", async () => {
  const called: number[] = [];
  const sink: Sink = {
    ...memorySink(),
    send: async (records) => {
      called.push(records.length);
      if (records.length === 4) throw new SendFailure("refused", "InvalidArgumentException");
      return new Promise(() => {});
    },
  };
  const channel = new Channel(sink, { now: () => 0, random: () => 0 });
  const line = Buffer.from("{}\n");
  const batch = Array.from({ length: 4 }, () => ({ spans: [], parts: [line], lines: 1, bytes: line.length }));
  const answer = channel.send(batch, new AbortController().signal);
  await vi.waitUntil(() => called.length === 2);
  channel.giveUp();
  expect((await answer).failed).toEqual(batch);
  expect(called).toEqual([4, 2]);
});
