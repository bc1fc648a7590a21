// The wrapper of a Lambda handler: what is sent when, with every kind of handler, by the clock of the test.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { onThaw, thawed } from "../../src/serverless/thaw.js";
import { withTracklake } from "../../src/serverless/with-tracklake.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A tracker that notes its flushes; each ends after some milliseconds, or never. */
function flushing(log: string[], takes = 0) {
  return {
    flush: ({ deadline = Number.NaN } = {}) => {
      log.push(`flush ${deadline}`);
      return new Promise<void>((resolve) => {
        if (takes === 0) resolve();
        else if (takes !== Number.POSITIVE_INFINITY) setTimeout(resolve, takes);
      });
    },
  };
}

/** A function's context with so many milliseconds from now. */
function contextOf(milliseconds: number) {
  const end = Date.now() + milliseconds;
  return { getRemainingTimeInMillis: () => end - Date.now() };
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

type Callback = (error: unknown, answer?: unknown) => void;

const kinds: [string, (...given: never[]) => unknown, unknown[], unknown][] = [
  ["a promise", async () => "answer", [], "answer"],
  ["a value", () => "answer", [], "answer"],
  [
    "a callback",
    (_event: unknown, _context: unknown, done: Callback) => void done(null, "answer"),
    [() => {}],
    "answer",
  ],
  ["a promise beside a callback", async () => "answer", [() => {}], "answer"],
  ["an error by promise", async () => Promise.reject(new Error("failed")), [], new Error("failed")],
  [
    "an error thrown",
    () => {
      throw new Error("failed");
    },
    [],
    new Error("failed"),
  ],
  [
    "an error by callback",
    (_event: unknown, _context: unknown, done: Callback) => void done(new Error("failed")),
    [() => {}],
    new Error("failed"),
  ],
];

test.each(kinds)("%s goes out when the events are sent", async (_name, handler, more, want) => {
  const log: string[] = [];
  const wrapped = withTracklake(flushing(log, 40), handler as (...given: unknown[]) => unknown);
  const answer = wrapped({}, contextOf(3_000), ...more).then(
    (value) => log.push("answered") && value,
    (error) => log.push("answered") && error,
  );
  await vi.advanceTimersByTimeAsync(39);
  expect(log).toEqual(["flush 2750"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(log).toEqual(["flush 2750", "answered"]);
  expect(await answer).toEqual(want);
});

describe("the deadline", () => {
  test.each([
    ["a service that does not answer", 3_000, 0, 2_750],
    ["a late answer, of whose time half is left", 3_000, 2_900, 2_950],
  ])("is kept with %s", async (_name, time, works, ends) => {
    const log: string[] = [];
    const started = Date.now();
    const handler = withTracklake(flushing(log, Number.POSITIVE_INFINITY), async (_event: object, _context: object) => {
      if (works > 0) await sleep(works);
      return "answer";
    });
    const answer = handler({}, contextOf(time)).then((value) => [value, Date.now() - started]);
    await vi.advanceTimersByTimeAsync(time);
    expect(await answer).toEqual(["answer", ends]);
  });

  test("sends events of a handler that still runs, before it may be killed", async () => {
    const log: string[] = [];
    const handler = withTracklake(flushing(log), async (_event: object, _context: object) => sleep(2_000));
    const answer = handler({}, contextOf(3_000)).then(() => log.push("answered"));
    await vi.advanceTimersByTimeAsync(1_499);
    expect(log).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(["flush 1250"]);
    await vi.advanceTimersByTimeAsync(500);
    await answer;
    expect(log).toEqual(["flush 1250", "flush 750", "answered"]);
  });

  test("is as told", async () => {
    const log: string[] = [];
    const handler = withTracklake(flushing(log), async (_event: object, _context: object) => sleep(10), {
      margin: 100,
      early: 2_995,
    });
    const answer = handler({}, contextOf(3_000));
    await vi.advanceTimersByTimeAsync(10);
    await answer;
    expect(log).toEqual(["flush 2895", "flush 2890"]);
  });

  test("is ten seconds where nothing says it", async () => {
    const log: string[] = [];
    await withTracklake(flushing(log), async () => {})();
    expect(log).toEqual(["flush 9750"]);
  });
});

test("a flush that fails costs the answer nothing, and is warned of", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const handler = withTracklake({ flush: () => Promise.reject(new Error("no")) }, async () => "answer");
  expect(await handler()).toBe("answer");
  expect(String(warned.mock.calls[0]?.[0])).toContain("could not be flushed (Error: no)");
});

test("a streamed handler keeps its mark, and its stream and context their places", async () => {
  const mark = Symbol.for("aws.lambda.runtime.handler.streaming");
  const written: string[] = [];
  const streamed = Object.assign(
    async (event: { text: string }, stream: string[], context: { getRemainingTimeInMillis(): number }) => {
      stream.push(event.text, String(context.getRemainingTimeInMillis()));
    },
    { [mark]: "response" },
  );
  const log: string[] = [];
  const wrapped = withTracklake(flushing(log), streamed);
  expect(Reflect.get(wrapped, mark)).toBe("response");
  await wrapped({ text: "part" }, written, contextOf(500));
  expect(written).toEqual(["part", "500"]);
  expect(log).toEqual(["flush 250"]);
});

test("what sleeps is renewed from the second invocation on, before its work", async () => {
  const log: string[] = [];
  const off = onThaw(() => void log.push("renewed"));
  const handler = withTracklake(flushing([]), async () => void log.push("handled"));
  for (const _ of [1, 2, 3]) await handler();
  off();
  await handler();
  expect(log).toEqual(["handled", "renewed", "handled", "renewed", "handled", "handled"]);
});

test("one sink that cannot renew its connections does not keep another from it", () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  let renewed = 0;
  const off = [
    onThaw(() => {
      throw new Error("stuck");
    }),
    onThaw(() => void renewed++),
  ];
  thawed();
  for (const end of off) end();
  expect(renewed).toBe(1);
  expect(String(warned.mock.calls[0]?.[0])).toContain("Error: stuck");
});
