import { setTimeout as wait } from "node:timers/promises";
import { createRuntime, memoryDeadLetters, type Sink, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { expect, test, vi } from "vitest";
import { adds, definitions } from "./definitions.js";

function tracker(options: Partial<TrackerOptions> = {}) {
  const sink = memorySink();
  const deadLetters = memoryDeadLetters();
  const warn = vi.fn<(message: string) => void>();
  const runtime = createRuntime(definitions, {
    service: "billing",
    environment: "production",
    sink,
    deadLetters,
    logger: { warn },
    flushInterval: 5,
    ...options,
  });
  const events = () => sink.lines.map((line) => JSON.parse(line.text) as Record<string, unknown>);
  return { runtime, sink, deadLetters, warn, events };
}

test("the line is envelope, contexts, properties and a newline", async () => {
  const { runtime, sink } = tracker({ clock: () => Date.parse("2026-01-01T15:00:00.123Z") });
  runtime.withContext({ user: { user_id: "u1" } }, () => runtime.track("plan_changed", { plan: "pro", seats: 5 }));
  await runtime.flush();
  const [line] = sink.lines;
  expect(line?.text).toMatch(
    /^\{"event_id":"[0-9a-f-]{36}","event_name":"plan_changed","event_major":1,"event_revision":3,"event_time":"2026-01-01 15:00:00.123","event_date":"2026-01-02","service":"billing","environment":"production","instance_id":"[0-9a-f-]{36}","event_sequence":1,"user_id":"u1","plan":"pro","seats":5\}\n$/,
  );
  expect([line?.table, line?.date, line?.bytes]).toEqual(["plan_changed_v1", "2026-01-02", line?.text.length]);
});

test("sequences count each table by itself, and a refused event takes none", async () => {
  const { runtime, events } = tracker();
  for (const plan of ["a", "b", undefined, "c"]) runtime.track("plan_changed", { plan });
  runtime.track("http_request", {});
  await runtime.flush();
  expect(events().map(({ event_name, event_sequence }) => [event_name, event_sequence])).toEqual([
    ["plan_changed", 1],
    ["plan_changed", 2],
    ["plan_changed", 3],
    ["http_request", 1],
  ]);
  expect(new Set(events().map(({ event_id }) => event_id)).size).toBe(4);
});

test("receipts tell what was reached, and are no promises", async () => {
  const { runtime } = tracker();
  const good = runtime.track("plan_changed", { plan: "pro" });
  const bad = runtime.track("plan_changed", {});
  expect("then" in good).toBe(false);
  expect(await good.stored).toEqual({ ok: true, level: "memory" });
  expect(await good.delivered).toEqual({ ok: true, level: "memory" });
  expect(await bad.stored).toEqual({ ok: false, level: "none", reason: "plan_changed: /plan is required" });
  expect(good.delivered).not.toBe(undefined);
  expect(await good.delivered).toEqual({ ok: true, level: "memory" });
});

test("in production an unknown property is stripped and counted", async () => {
  const { runtime, events, warn } = tracker();
  runtime.track("plan_changed", { plan: "pro", colour: "red", size: 1 });
  await runtime.flush();
  expect(events()[0]).not.toHaveProperty("colour");
  expect(runtime.counts()).toMatchObject({ delivered: 1, stripped: 2, deadLettered: 0 });
  expect(warn).toHaveBeenCalledOnce();
});

test("other violations are dead letters with path and reason, protected and without unknown values", async () => {
  const onViolation = vi.fn(() => {
    throw new Error("the host's own bug");
  });
  const { runtime, deadLetters, sink } = tracker({ onViolation, piiKey: "key" });
  runtime.track("plan_changed", { seats: 5, email: "alice@example.com", secret: "hunter2" });
  await runtime.flush();
  expect(sink.lines).toEqual([]);
  expect(deadLetters.letters).toMatchObject([
    {
      event_name: "plan_changed",
      event_major: 1,
      event_revision: 3,
      reason: "violation",
      violations: [{ path: "/plan", reason: "is required" }],
      known: { seats: 5, email: expect.stringMatching(/^[0-9a-f]{64}$/) },
      unknown: [{ path: "/secret", type: "string" }],
    },
  ]);
  expect(JSON.stringify(deadLetters.letters)).not.toMatch(/alice|hunter2/);
  expect(onViolation).toHaveBeenCalledWith({
    event: "plan_changed",
    violations: [{ path: "/plan", reason: "is required" }],
  });
  expect(runtime.counts()).toMatchObject({ accepted: 1, deadLettered: 1, deadLetteredBy: { violation: 1 }, queued: 0 });
});

test("a dead letter holds the event as it was at the call, once the explanation has been loaded", async () => {
  const { runtime, deadLetters } = tracker();
  runtime.track("plan_changed", {});
  await runtime.flush();
  const pooled: { seats: number; plan?: string } = { seats: 1 };
  runtime.track("plan_changed", pooled);
  pooled.seats = 2;
  pooled.plan = "pro";
  await runtime.flush();
  expect(deadLetters.letters[1]).toMatchObject({
    known: { seats: 1 },
    violations: [{ path: "/plan", reason: "is required" }],
  });
});

test("an unknown event is a dead letter, not an exception", async () => {
  const { runtime, deadLetters } = tracker();
  for (const name of ["plan_chagned", "constructor", "__proto__"]) runtime.track(name, { plan: "pro" });
  await runtime.flush();
  expect(deadLetters.letters.map(({ event_name }) => event_name)).toEqual(["plan_chagned", "constructor", "__proto__"]);
});

test.each([
  ["an unknown property", { plan: "pro", colour: "red" }, /plan_changed: \/colour is not a property/],
  ["a missing property", {}, /plan_changed: \/plan is required/],
])("in tests %s throws at the call", (_, properties, message) => {
  const { runtime } = tracker({ mode: "test" });
  expect(() => runtime.track("plan_changed", properties)).toThrowError(
    expect.objectContaining({ code: "violation", message: expect.stringMatching(message) }),
  );
  expect(() => runtime.track("plan_chagned")).toThrowError(expect.objectContaining({ code: "unknown-event" }));
  expect(adds(runtime.counts())).toBe(true);
});

test("a bad context is a violation of each event that lists it", async () => {
  const { runtime, deadLetters } = tracker();
  runtime.withContext({ user: { user_id: 5 } }, () => {
    runtime.track("plan_changed", { plan: "pro" });
    runtime.track("http_request", {});
  });
  await runtime.flush();
  expect(deadLetters.letters.map(({ violations }) => violations)).toEqual([
    [{ path: "/contexts/user/user_id", reason: "is required" }],
  ]);
  expect(runtime.counts()).toMatchObject({ delivered: 1, deadLettered: 1 });
});

const hostileContexts: [string, object | null | undefined][] = [
  ["null", null],
  ["undefined", undefined],
  ["a text", "user" as unknown as object],
  [
    "a getter that throws",
    {
      get user() {
        throw new Error("getter");
      },
    },
  ],
  [
    "a proxy that throws",
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("keys");
        },
      },
    ),
  ],
];

test.each(hostileContexts)("%s as contexts does not reach the host", async (_, contexts) => {
  const { runtime } = tracker();
  const given = contexts as Record<string, object>;
  expect(runtime.withContext(given, () => "the host's answer")).toBe("the host's answer");
  await runtime.withContext({}, async () => {
    runtime.setContext(given);
    runtime.track("plan_changed", { plan: "pro" });
    runtime.track("http_request", {});
  });
  const counts = await runtime.close();
  expect(counts.delivered + counts.deadLettered).toBe(2);
  expect(counts.delivered).toBeGreaterThanOrEqual(1);
});

test.each<[string, () => number]>([
  ["gives no time", () => Number.NaN],
  [
    "throws",
    () => {
      throw new Error("clock");
    },
  ],
])("a clock that %s is replaced by the system's", async (_, clock) => {
  const { runtime, events, warn } = tracker({ clock });
  runtime.track("plan_changed", { plan: "pro" });
  runtime.track("plan_changed", { plan: "pro" });
  await runtime.flush();
  expect(events().map(({ event_time }) => String(event_time).slice(0, 4))).toEqual(
    Array(2).fill(String(new Date().getUTCFullYear())),
  );
  expect(warn).toHaveBeenCalledOnce();
});

test("a name that is no text is an unknown event", async () => {
  const { runtime, deadLetters } = tracker();
  for (const name of [Object.create(null), Symbol("x"), undefined, 5]) runtime.track(name as string, {});
  await runtime.flush();
  expect(deadLetters.letters.map(({ event_name }) => event_name)).toEqual(["object", "Symbol(x)", "undefined", "5"]);
});

test.each([
  ["development", "plan_changed: /colour is not a property of its definition; it is left out and counted."],
  ["production", "plan_changed was tracked with properties that its definition does not name"],
] as const)("in %s a property that is left out is told of, once", async (environment, message) => {
  const { runtime, warn } = tracker({ environment });
  runtime.withContext({ user: { user_id: "u" } }, () => {
    for (let n = 0; n < 3; n++) runtime.track("plan_changed", { plan: "pro", colour: "red" });
  });
  await runtime.flush();
  expect(warn.mock.calls.flat().filter((text) => text.includes(message))).toHaveLength(1);
  expect(runtime.counts().stripped).toBe(3);
});

test.each([
  ["production", undefined, 0],
  ["development", undefined, 3],
  ["staging", undefined, 3],
  ["production", "development", 3],
] as const)(
  "environment %s, mode %s: %d warnings for three violations, and for a missing context",
  async (environment, mode, told) => {
    const { runtime, warn } = tracker({ environment, ...(mode ? { mode } : {}) });
    for (let n = 0; n < 3; n++) runtime.track("plan_changed", {});
    runtime.track("plan_changed", { plan: "pro" });
    await runtime.flush();
    const said = warn.mock.calls.flat();
    expect(said.filter((text) => text.includes("/plan is required"))).toHaveLength(told);
    expect(said.some((text) => text.includes('without its context "user"'))).toBe(told > 0);
  },
);

test("unknown properties are refused where the tracker is told so", async () => {
  const { runtime, deadLetters } = tracker({ unknown: "refuse" });
  runtime.track("plan_changed", { plan: "pro", colour: "red" });
  await runtime.flush();
  expect(deadLetters.letters.map(({ violations }) => violations)).toEqual([
    [{ path: "/colour", reason: "is not a property of its definition" }],
  ]);
});

test("the end of a script sends what was tracked", async () => {
  const { runtime, sink } = tracker({ flushInterval: 60_000 });
  runtime.track("plan_changed", { plan: "last" });
  process.emit("beforeExit", 0);
  for (let waited = 0; sink.lines.length === 0 && waited < 1_000; waited += 5) await wait(5);
  expect(sink.lines).toHaveLength(1);
  await runtime.close();
});

test("contexts follow asynchronous work, add up, and do not leak", async () => {
  const { runtime, events } = tracker();
  const request = (id: string) =>
    runtime.withContext({ user: { user_id: id } }, async () => {
      await wait(Math.random() * 5);
      runtime.track("plan_changed", { plan: id });
      runtime.setContext({ user: { user_id: `${id}+` } });
      await wait(1);
      runtime.track("plan_changed", { plan: `${id}+` });
    });
  await Promise.all(Array.from({ length: 20 }, (_, n) => request(`u${n}`)));
  runtime.track("plan_changed", { plan: "outside" });
  await runtime.flush();
  expect(events()).toHaveLength(41);
  for (const event of events()) expect(event.user_id).toBe(event.plan === "outside" ? undefined : event.plan);
});

test("a context is read when it is set", async () => {
  const { runtime, events } = tracker();
  const user = { user_id: "before" };
  runtime.withContext({ user }, () => {
    user.user_id = "after";
    runtime.track("plan_changed", { plan: "pro" });
  });
  await runtime.flush();
  expect(events()[0]?.user_id).toBe("before");
});

const cyclic: Record<string, unknown> = { plan: "x" };
cyclic.self = cyclic;
let deep: Record<string, unknown> = {};
for (let level = 0; level < 10_000; level++) deep = { deep };
const hostile: [string, object][] = [
  [
    "a getter that throws",
    {
      get plan() {
        throw new Error("getter");
      },
    },
  ],
  [
    "a proxy that throws",
    new Proxy(
      {},
      {
        get() {
          throw new Error("proxy");
        },
        ownKeys() {
          throw new Error("keys");
        },
      },
    ),
  ],
  [
    "a proxy that throws whatever is done to it",
    new Proxy(
      {},
      new Proxy(
        {},
        {
          get: () => () => {
            throw new Error("trap");
          },
        },
      ),
    ),
  ],
  ["a cycle", { ...cyclic, plan: cyclic }],
  ["a BigInt", { plan: 1n }],
  ["a lone surrogate", { plan: "\ud800" }],
  ["depth 10,000", { plan: deep, more: deep }],
  ["a text of 5 MB", { plan: "x".repeat(5_000_000) }],
  ["a text over a record by its bytes", { plan: "é".repeat(512_000) }],
  ["NaN", { plan: "pro", seats: Number.NaN }],
  [
    "a toJSON that throws",
    {
      plan: {
        toJSON() {
          throw new Error("toJSON");
        },
      },
    },
  ],
];

test.each(hostile)("%s is a dead letter with a reason", async (_, properties) => {
  const { runtime, deadLetters } = tracker();
  const receipt = runtime.track("plan_changed", properties);
  await runtime.flush();
  expect(await receipt.delivered).toMatchObject({ ok: false, level: "none" });
  expect(deadLetters.letters).toHaveLength(1);
  expect(deadLetters.letters[0]?.violations?.length).toBeGreaterThan(0);
  expect(JSON.stringify(deadLetters.letters).length).toBeLessThan(50_000);
});

test("a line may be exactly as large as a record, and not a byte larger", async () => {
  const { runtime, sink } = tracker();
  runtime.track("plan_changed", { plan: "" });
  await runtime.flush();
  const room = 1_024_000 - (sink.lines[0]?.bytes ?? 0);
  runtime.track("plan_changed", { plan: "x".repeat(room) });
  runtime.track("plan_changed", { plan: "x".repeat(room + 1) });
  runtime.track("plan_changed", { plan: `${"x".repeat(room - 2)}é` });
  runtime.track("plan_changed", { plan: `${"x".repeat(room - 1)}é` });
  await runtime.flush();
  expect(sink.lines.map((line) => line.bytes).slice(1)).toEqual([1_024_000, 1_024_000]);
  expect(runtime.counts()).toMatchObject({ delivered: 3, deadLetteredBy: { "too-large": 2 } });
});

test.each(Array.from({ length: 16 }, (_, turns) => turns))(
  "a line that comes %d microtasks after an answer is sent without another call",
  async (turns) => {
    const memory = memorySink();
    let late = false;
    const sink: Sink = {
      ...memory,
      send(records, signal) {
        const sent = memory.send(records, signal);
        if (!late) {
          late = true;
          void sent.then(async () => {
            for (let turn = 0; turn < turns; turn++) await Promise.resolve();
            runtime.track("plan_changed", { plan: "late" });
          });
        }
        return sent;
      },
    };
    const { runtime } = tracker({ sink, flushInterval: 1 });
    runtime.track("plan_changed", { plan: "first" });
    for (let waited = 0; memory.lines.length < 2 && waited < 1_000; waited += 5) await wait(5);
    expect(runtime.counts()).toMatchObject({ accepted: 2, delivered: 2, queued: 0 });
  },
);

test("a logger that throws does not reach the host", async () => {
  const { runtime } = tracker({
    logger: {
      warn: () => {
        throw new Error("logger");
      },
    },
  });
  expect(() => runtime.track("plan_changed", { plan: "pro", colour: "red" })).not.toThrow();
  runtime.track("plan_changed", {});
  expect(await runtime.close()).toMatchObject({ delivered: 1, deadLettered: 1 });
});

test("what does not fit the queue is dropped and counted, and the call does not throw", async () => {
  const stuck: Sink = { ...memorySink(), send: () => new Promise(() => {}) };
  const { runtime, warn } = tracker({ sink: stuck, queueBytes: 2_000 });
  const receipts = Array.from({ length: 20 }, () => runtime.track("plan_changed", { plan: "pro" }));
  const counts = runtime.counts();
  expect(counts.dropped).toBeGreaterThan(0);
  expect(counts.droppedBy["queue-full"]).toBe(counts.dropped);
  expect(adds(counts)).toBe(true);
  expect(await receipts.at(-1)?.delivered).toMatchObject({ ok: false, reason: "queue-full" });
  expect(warn).toHaveBeenCalledOnce();
});

test("flush waits for what is queued, in flight and arriving; overlapping calls share it", async () => {
  const memory = memorySink();
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: Sink = { ...memory, send: (records, signal) => gate.then(() => memory.send(records, signal)) };
  const { runtime } = tracker({ sink: slow });
  runtime.track("plan_changed", { plan: "queued" });
  const first = runtime.flush();
  const second = runtime.flush();
  await wait(5);
  runtime.track("plan_changed", { plan: "arriving" });
  runtime.track("plan_changed", {});
  release();
  await Promise.all([first, second]);
  expect(memory.lines).toHaveLength(2);
  expect(runtime.counts()).toMatchObject({ delivered: 2, deadLettered: 1, queued: 0 });
});

test("close sends what is left, is idempotent, and refuses what comes later", async () => {
  const { runtime, sink } = tracker({ flushInterval: 60_000 });
  runtime.track("plan_changed", { plan: "last" });
  const [counts, again] = await Promise.all([runtime.close(), runtime.close()]);
  expect(sink.lines).toHaveLength(1);
  expect(again).toEqual(counts);
  expect(await runtime.track("plan_changed", { plan: "late" }).stored).toMatchObject({ ok: false, reason: "closed" });
  expect(runtime.counts()).toMatchObject({ accepted: 2, delivered: 1, droppedBy: { closed: 1 } });
});

test("what a deadline leaves undelivered becomes dead letters with their whole lines", async () => {
  const stuck: Sink = { ...memorySink(), send: () => new Promise(() => {}) };
  const { runtime, deadLetters, warn } = tracker({ sink: stuck });
  for (const plan of ["a", "b"]) runtime.track("plan_changed", { plan });
  await wait(20);
  runtime.track("plan_changed", { plan: "c" });
  const counts = await runtime.close({ deadline: 50 });
  expect(counts).toMatchObject({ accepted: 3, queued: 0, deadLetteredBy: { "closed-before-delivery": 3 } });
  expect(deadLetters.letters.map(({ line }) => JSON.parse(line ?? "").plan)).toEqual(["a", "b", "c"]);
  expect(warn.mock.calls.flat().join()).toContain("3 events undelivered");
});

test("what is undelivered and cannot be kept as a dead letter either is said to be lost", async () => {
  const stuck: Sink = { ...memorySink(), send: () => new Promise(() => {}) };
  const deadLetters = { add: () => Promise.reject(new Error("disk full")) };
  const { runtime, warn } = tracker({ sink: stuck, deadLetters });
  for (const plan of ["a", "b"]) runtime.track("plan_changed", { plan });
  const counts = await runtime.close({ deadline: 50 });
  expect(counts).toMatchObject({ accepted: 2, deadLettered: 0, droppedBy: { "dead-letters-full": 2 } });
  const said = warn.mock.calls.flat().join();
  expect(said).toContain("closed with 2 events that the dead letters did not take; they are lost");
  expect(said).not.toContain("they are dead letters");
});

test("close waits for events that are still being explained", async () => {
  const stuck: Sink = { ...memorySink(), send: () => new Promise(() => {}) };
  const { runtime, deadLetters } = tracker({ sink: stuck });
  runtime.track("plan_changed", { plan: "stuck" });
  setTimeout(() => runtime.track("plan_changed", {}), 30);
  await wait(30);
  runtime.track("plan_changed", {});
  const counts = await runtime.close({ deadline: 0 });
  expect(counts.queued).toBe(0);
  expect(deadLetters.letters).toHaveLength(counts.deadLettered);
  expect(adds(counts)).toBe(true);
});

test("dead letters that cannot be kept are dropped and counted", async () => {
  const { runtime, warn } = tracker({ deadLetters: { add: () => Promise.reject(new Error("disk full")) } });
  runtime.track("plan_changed", {});
  await runtime.flush();
  expect(runtime.counts()).toMatchObject({ droppedBy: { "dead-letters-full": 1 }, queued: 0 });
  expect(warn.mock.calls.flat().join()).toContain("disk full");
});

test.each([
  [
    "an ABI of another version",
    () => createRuntime({ ...definitions, abi: 0 }, { service: "s", sink: memorySink() }),
    "abi-mismatch",
  ],
  ["no service", () => tracker({ service: " " }), "wrong-option"],
  ["no sink", () => tracker({ sink: {} as Sink }), "wrong-option"],
  ["a negative interval", () => tracker({ flushInterval: -1 }), "wrong-option"],
])("%s is said when the tracker is made", (_, make, code) => {
  expect(make).toThrowError(expect.objectContaining({ code }));
});

test("a context that no definition has is left out, said once and counted; in tests it throws", async () => {
  const { runtime, events, warn } = tracker({ mode: "development" });
  const track = () =>
    runtime.withContext({ devise: { os: "x" } }, () => runtime.track("plan_changed", { plan: "pro" }));
  track();
  track();
  await runtime.flush();
  expect(events().map(({ plan }) => plan)).toEqual(["pro", "pro"]);
  expect(JSON.stringify(events())).not.toContain("devise");
  expect(runtime.counts().stripped).toBe(2);
  expect(warn.mock.calls.flat().filter((message) => message.includes('a context "devise" was set'))).toHaveLength(1);

  const inTests = tracker({ mode: "test" }).runtime;
  expect(() => inTests.withContext({ devise: {} }, () => undefined)).toThrow(
    expect.objectContaining({ code: "violation", message: expect.stringContaining("devise") }),
  );
  expect(() => inTests.withContext({ devise: undefined }, () => undefined)).not.toThrow();
});

test("a sink that never closes does not keep a close from ending", async () => {
  const { runtime, warn } = tracker({ sink: { ...memorySink(), name: "stuck", close: () => new Promise(() => {}) } });
  runtime.track("plan_changed", { plan: "pro" });
  expect(await runtime.close({ deadline: 200 })).toMatchObject({ delivered: 1 });
  expect(warn.mock.calls.flat().join()).toContain("stuck did not close in time");
});

test("however many odd things were said, a loss is said", async () => {
  let thrown = 0;
  const { runtime, warn } = tracker({
    onViolation: () => {
      throw new Error(`odd ${thrown++}`);
    },
    queueBytes: 2_000,
    sink: { ...memorySink(), send: () => new Promise(() => {}) },
  });
  for (let n = 0; n < 1_100; n++) {
    runtime.track("plan_changed", {});
    if (n % 50 === 0) await runtime.flush({ deadline: 1 });
  }
  await vi.waitUntil(() => thrown >= 1_000, 10_000);
  for (let n = 0; n < 50; n++) runtime.track("plan_changed", { plan: "pro" });
  expect(runtime.counts().droppedBy).toHaveProperty("queue-full");
  expect(warn.mock.calls.flat().filter((message) => message.includes("the queue is full"))).toHaveLength(1);
  await runtime.close({ deadline: 50 });
}, 20_000);
