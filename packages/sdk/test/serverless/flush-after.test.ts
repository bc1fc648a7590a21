// Flushing after the answer, for platforms that wait.
import { createRuntime } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { flushAfter } from "@tracklake/sdk/wait-until";
import { expect, test, vi } from "vitest";
import { definitions } from "../definitions.js";

test("the platform waits for all that was tracked in the same turn", async () => {
  const sink = memorySink();
  const tracker = createRuntime(definitions, { service: "s", environment: "production", sink, flushInterval: 60_000 });
  const waits: Promise<unknown>[] = [];
  tracker.track("plan_changed", { plan: "before" });
  flushAfter(tracker, (promise) => void waits.push(promise));
  tracker.track("plan_changed", { plan: "after" });
  expect(sink.lines).toHaveLength(0);
  expect(waits).toHaveLength(1);
  await Promise.all(waits);
  expect(sink.lines.map(({ text }) => JSON.parse(text).plan)).toEqual(["before", "after"]);
  await tracker.close();
});

test.each([
  ["ten seconds", undefined, 10_000],
  ["as told", { deadline: 500 }, 500],
])("it waits no longer than %s", async (_name, options, want) => {
  vi.useFakeTimers();
  const given: unknown[] = [];
  const stuck = { flush: (told: unknown) => new Promise<never>(() => given.push(told)) };
  let done = false;
  flushAfter(
    stuck,
    (promise) =>
      void promise.then(() => {
        done = true;
      }),
    options,
  );
  await vi.advanceTimersByTimeAsync(want - 1);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(true);
  expect(given).toEqual([{ deadline: want }]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("a failure is warned of and never rejects, which would kill the function", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const waits: Promise<unknown>[] = [];
  flushAfter({ flush: () => Promise.reject(new Error("no")) }, (promise) => void waits.push(promise));
  await Promise.all(waits);
  expect(warned).toHaveBeenCalledOnce();
  warned.mockRestore();
});
