// Whatever the host's own functions throw, be it no error at all: no exception, no rejection, every event counted.
import { createRuntime, memoryDeadLetters, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { awsFailure } from "../../src/aws/failure.js";
import { failureOf } from "../../src/sink.js";
import { adds, definitions } from "../definitions.js";

const throwing = () => {
  throw new Error("hostile");
};
const hostile: [string, () => unknown][] = [
  ["null", () => null],
  ["an object without a prototype", () => Object.create(null)],
  ["an object whose toString throws", () => ({ toString: throwing })],
  ["an error whose message throws", () => Object.defineProperty(new Error(), "message", { get: throwing })],
  ["an error whose message is a symbol", () => Object.assign(new Error(), { name: 5, message: Symbol("no text") })],
  [
    "a proxy that throws wherever it is touched",
    () => new Proxy({}, { get: throwing, getPrototypeOf: throwing, has: throwing }),
  ],
];

const places: [string, (bad: () => unknown) => Partial<TrackerOptions>][] = [
  ["sink", (bad) => ({ sink: { ...memorySink(), send: () => Promise.reject(bad()) } })],
  ["sink's close", (bad) => ({ sink: { ...memorySink(), close: () => Promise.reject(bad()) } })],
  ["dead letters", (bad) => ({ deadLetters: { add: () => Promise.reject(bad()) } })],
  [
    "dead letters, at the call",
    (bad) => ({
      deadLetters: {
        add: () => {
          throw bad();
        },
      },
    }),
  ],
  [
    "onViolation",
    (bad) => ({
      onViolation: () => {
        throw bad();
      },
    }),
  ],
  [
    "logger",
    (bad) => ({
      logger: {
        warn: () => {
          throw bad();
        },
      },
    }),
  ],
  [
    "clock",
    (bad) => ({
      clock: () => {
        throw bad();
      },
    }),
  ],
  ["onMetrics", (bad) => ({ onMetrics: () => Promise.reject(bad()) as never })],
];

const unhandled = vi.fn();
beforeEach(() => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  process.on("unhandledRejection", unhandled);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.off("unhandledRejection", unhandled);
});

describe.each(hostile)("%s", (_, bad) => {
  test.each(places)("from the %s", async (_, options) => {
    const tracker = createRuntime(definitions, {
      ...{ service: "s", environment: "production", sink: memorySink(), deadLetters: memoryDeadLetters() },
      ...{ logger: { warn: () => {} }, flushInterval: 1, ...options(bad) },
    });
    tracker.track("plan_changed", { plan: "pro" });
    tracker.track("plan_changed", {});
    const counts = await tracker.close({ deadline: 100 });
    expect({ ...counts, adds: adds(counts) }).toMatchObject({ accepted: 2, queued: 0, adds: true });
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("from the explainers", async () => {
    const tracker = createRuntime(
      { ...definitions, explainers: () => Promise.reject(bad()) },
      { service: "s", environment: "production", sink: memorySink(), deadLetters: memoryDeadLetters() },
    );
    tracker.track("plan_changed", {});
    expect(await tracker.close()).toMatchObject({ deadLettered: 1, queued: 0 });
  });

  test("as a failed call", () => {
    expect([failureOf(bad()).kind, awsFailure(bad()).kind]).toEqual(["unsure", "unsure"]);
  });
});
