// Refused events under bounds: of memory while they wait for their explanation or their disk, and of time at the end.
import { createRuntime, type DeadLetter, memoryDeadLetters, type Sink, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { describe, expect, test, vi } from "vitest";
import { Counter } from "../../src/counts.js";
import { Letters } from "../../src/runtime/letters.js";
import { Notices } from "../../src/runtime/notices.js";
import { piiHash } from "../../src/runtime/pii.js";
import { adds, definitions } from "../definitions.js";

const stuck: Sink = { ...memorySink(), send: () => new Promise(() => {}) };

function tracker(options: Partial<TrackerOptions>, explainers = definitions.explainers) {
  return createRuntime(
    { ...definitions, explainers },
    {
      ...{ service: "s", environment: "production", sink: memorySink(), deadLetters: memoryDeadLetters() },
      ...{ logger: { warn: () => {} }, flushInterval: 1, ...options },
    },
  );
}

describe("while the explainers load", () => {
  test("a burst is explained as far as memory is allowed for it; of the rest no value is kept, since none may be unprotected", async () => {
    let load = () => {};
    const loaded = new Promise<void>((resolve) => {
      load = resolve;
    });
    const deadLetters = memoryDeadLetters();
    const runtime = tracker({ deadLetters }, () => loaded.then(definitions.explainers));
    const note = "x".repeat(500_000);
    for (let n = 0; n < 100; n++) runtime.track("plan_changed", { seats: n, note, email: "alice@example.com" });
    // 8 MiB, at two bytes a character.
    await vi.waitUntil(() => runtime.counts().deadLettered === 92);
    expect(runtime.counts()).toMatchObject({ accepted: 100, queued: 8, dropped: 0 });
    load();
    await runtime.flush();
    const [rest] = deadLetters.letters;
    expect(rest).toMatchObject({ known: {}, cut: [""], contexts: {} });
    expect(rest?.violations?.[0]?.reason).toMatch(/too many others at once .*; its values are not kept/);
    const explained = deadLetters.letters.filter(({ violations }) => violations?.[0]?.reason === "is required");
    expect(explained.map(({ known }) => known)).toEqual(Array.from({ length: 8 }, (_, seats) => ({ seats })));
    expect(JSON.stringify(deadLetters.letters)).not.toContain("alice");
    expect(runtime.counts()).toMatchObject({ queued: 0, deadLetteredBy: { violation: 100 }, dropped: 0 });
  });

  test("a letter has the values of the call, whatever the host makes of its objects then", async () => {
    const deadLetters = memoryDeadLetters();
    const runtime = tracker({ deadLetters, piiKey: "key" });
    const user = { user_id: "u1" };
    const properties: Record<string, unknown> = { seats: 5, email: "alice@example.com" };
    runtime.withContext({ user }, () => runtime.track("plan_changed", properties));
    user.user_id = "u2";
    Object.assign(properties, { plan: "pro", seats: 99, email: "bob@example.com", extra: 1 });
    await runtime.flush();
    const want = {
      known: { seats: 5, email: piiHash("key")("alice@example.com") },
      contexts: { user: { user_id: "u1" } },
    };
    expect(deadLetters.letters[0]).toMatchObject({ ...want, violations: [{ path: "/plan", reason: "is required" }] });
    expect(deadLetters.letters[0]).toMatchObject({ unknown: [] });
  });

  test("of an event with more members than are copied some are kept, and it is said that these are not all", async () => {
    const deadLetters = memoryDeadLetters();
    const runtime = tracker({ deadLetters });
    runtime.track("plan_changed", { seats: 5, note: Array.from({ length: 60_000 }, (_, n) => n) });
    await runtime.flush();
    expect(deadLetters.letters[0]).toMatchObject({ known: { seats: 5 }, cut: [""] });
    expect(deadLetters.letters[0]?.violations?.[0]?.reason).toContain("too many members");
  });

  test("one event is explained however large it is, and a circular one has an end", async () => {
    const circular: Record<string, unknown> = { note: "x".repeat(5_000_000) };
    circular.self = circular;
    const deadLetters = memoryDeadLetters();
    const runtime = tracker({ deadLetters });
    runtime.track("plan_changed", circular);
    await runtime.flush();
    expect(deadLetters.letters[0]?.violations).toEqual([{ path: "/plan", reason: "is required" }]);
  });

  test("an end that does not come is not waited for beyond the deadline, and no value is kept", async () => {
    const deadLetters = memoryDeadLetters();
    const runtime = tracker({ deadLetters }, () => new Promise(() => {}));
    for (let n = 0; n < 10; n++) runtime.track("plan_changed", { seats: n, email: "alice@example.com" });
    expect(await runtime.close({ deadline: 100 })).toMatchObject({ queued: 0, deadLetteredBy: { violation: 10 } });
    const reason = "does not fit its definition; its values are not kept";
    const want = { violations: [{ path: "", reason }], known: {}, cut: [""] };
    expect(deadLetters.letters).toEqual(Array.from({ length: 10 }, () => expect.objectContaining(want)));
  });
});

describe("while dead letters wait for their disk", () => {
  const never = { add: () => new Promise<boolean>(() => {}) };

  test("what is over 16 MiB is dropped and counted", async () => {
    const counter = new Counter();
    const notices = new Notices({ logger: { warn: () => {} }, quiet: false });
    const letters = new Letters({ settings: { deadLetters: never }, counter, notices });
    const head = { event_id: "", event_name: "", event_time: "", service: "s" };
    for (let n = 0; n < 30; n++) {
      counter.accept();
      void letters.keep({ ...head, reason: "refused-by-service", line: "x".repeat(1_000_000) }, false);
    }
    // At two bytes a character.
    expect(counter.snapshot()).toMatchObject({ queued: 8, droppedBy: { "dead-letters-full": 22 } });
    letters.end();
    expect(counter.snapshot()).toMatchObject({ queued: 0, droppedBy: { "dead-letters-late": 8 } });
  });

  test("close ends in time; what they did not take is dropped and counted, what is spooled is not", async () => {
    const warn = vi.fn<(message: string) => void>();
    const runtime = tracker({ deadLetters: never, sink: stuck, logger: { warn } });
    const receipts = Array.from({ length: 5_000 }, (_, n) => runtime.track("plan_changed", { plan: `p${n}` }));
    const counts = await runtime.close({ deadline: 200 });
    expect(counts).toMatchObject({ accepted: 5_000, queued: 0, droppedBy: { "dead-letters-late": 5_000 } });
    expect(adds(counts)).toBe(true);
    expect(await receipts.at(-1)?.delivered).toMatchObject({ ok: false });
    expect(warn.mock.calls.flat().join()).toContain("5000 events that the dead letters did not take");
  });

  test("some take their time: each event is either a dead letter or dropped", async () => {
    const letters: DeadLetter[] = [];
    const slow = {
      add: (letter: DeadLetter) =>
        new Promise<boolean>((resolve) => void (letters.length < 3_000 ? resolve(letters.push(letter) > 0) : 0)),
    };
    const runtime = tracker({ deadLetters: slow, sink: stuck, queueBytes: 1e9 });
    for (let n = 0; n < 9_000; n++) runtime.track("plan_changed", { plan: "x".repeat(300) });
    const counts = await runtime.close({ deadline: 300 });
    expect(counts).toMatchObject({ accepted: 9_000, queued: 0, deadLettered: 3_000, dropped: 6_000 });
    expect(adds(counts)).toBe(true);
  });
});

test("at close dead letters are written many at a time", async () => {
  let waiting = 0;
  let most = 0;
  const counting = {
    add: async () => {
      most = Math.max(most, ++waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting--;
      return true;
    },
  };
  const runtime = tracker({ deadLetters: counting, sink: stuck });
  for (let n = 0; n < 1_000; n++) runtime.track("plan_changed", { plan: "pro" });
  expect(await runtime.close({ deadline: 50 })).toMatchObject({ deadLettered: 1_000, dropped: 0 });
  expect(most).toBe(1_000);
});

test.each<[string, Partial<TrackerOptions>, Record<string, number>]>([
  ["a violation and an unknown event", {}, { violation: 1, "unknown-event": 1 }],
  ["a full queue", { queueBytes: 400, sink: stuck }, { violation: 1, "unknown-event": 1, "queue-full": 1 }],
])("what is refused is counted by reason, whatever becomes of it: %s", async (_, options, want) => {
  const runtime = tracker(options);
  runtime.track("plan_changed", {});
  runtime.track("plan_chagned", {});
  for (let n = 0; n < 3; n++) runtime.track("plan_changed", { plan: "pro" });
  expect(runtime.counts().refusedBy).toEqual(want);
  await runtime.close({ deadline: 10 });
  runtime.track("plan_changed", { plan: "pro" });
  expect(runtime.counts().refusedBy).toEqual({ ...want, closed: 1 });
});
