// Signals of one call: what ends it, and that nothing is left on the signals that live longer.
import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { withLinkedSignal } from "../src/linked-signal.js";

afterEach(() => {
  vi.useRealTimers();
});

const never = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test.each<[string, (controllers: AbortController[]) => void]>([
  ["the first", ([first]) => first?.abort(new Error("enough"))],
  ["the second", ([, second]) => second?.abort(new Error("enough"))],
])("%s signal ends the call with its reason", async (_, end) => {
  const controllers = [new AbortController(), new AbortController()];
  const call = withLinkedSignal({ signals: controllers.map(({ signal }) => signal) }, never);
  end(controllers);
  await expect(call).rejects.toThrow("enough");
});

test("a signal that was aborted before is seen by the call", async () => {
  const signals = [AbortSignal.abort(new Error("before"))];
  await expect(withLinkedSignal({ signals }, async ({ aborted, reason }) => ({ aborted, reason }))).resolves.toEqual({
    aborted: true,
    reason: new Error("before"),
  });
});

test("the time ends a call with a TimeoutError", async () => {
  await expect(withLinkedSignal({ signals: [], timeout: 5 }, never)).rejects.toMatchObject({ name: "TimeoutError" });
});

test.each<[string, () => Promise<unknown>]>([
  ["answered", async () => "well"],
  ["failed", async () => Promise.reject(new Error("no"))],
])("a call that %s leaves no listener and no timer behind", async (_, answer) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { signal } = new AbortController();
  const result = withLinkedSignal({ signals: [signal], timeout: 60_000 }, answer);
  expect([getEventListeners(signal, "abort").length, vi.getTimerCount()]).toEqual([1, 1]);
  await result.catch((error: Error) => expect(error.message).toBe("no"));
  expect([getEventListeners(signal, "abort").length, vi.getTimerCount()]).toEqual([0, 0]);
});
