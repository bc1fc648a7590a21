// Who hears what: in production, without a logger of the host's, of losses and of what is held alone.
import { createRuntime, memoryDeadLetters, SendFailure, type Sink, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { definitions } from "../definitions.js";

let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, "warn").mockImplementation((message: string) => void said.push(message));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const down: Sink = { ...memorySink(), name: "service", send: () => Promise.reject(new SendFailure("held", "denied")) };

async function live(options: Partial<TrackerOptions>) {
  const runtime = createRuntime(definitions, {
    ...{ service: "s", sink: memorySink(), deadLetters: memoryDeadLetters(), flushInterval: 1 },
    onViolation: () => {
      throw new Error("the host's own bug");
    },
    ...options,
  });
  runtime.track("plan_changed", { plan: "pro", colour: "red", email: "alice@example.com" });
  runtime.track("plan_changed", {});
  await runtime.flush({ deadline: 100 });
  return runtime;
}

test("nothing of what is merely odd in production", async () => {
  const runtime = await live({ environment: "production" });
  expect([said, runtime.counts().deadLettered, runtime.counts().stripped]).toEqual([[], 1, 1]);
});

test("losses, once each, and what is held", async () => {
  const runtime = await live({ environment: "production", sink: down, queueBytes: 600 });
  for (let n = 0; n < 5; n++) runtime.track("plan_changed", { plan: "pro" });
  await runtime.close({ deadline: 10 });
  for (let n = 0; n < 5; n++) runtime.track("plan_changed", { plan: "pro" });
  expect(said).toEqual([
    expect.stringContaining("service is down (denied)"),
    expect.stringContaining("the queue is full (600 bytes)"),
    expect.stringMatching(/closed with \d events undelivered; they are dead letters/),
    expect.stringContaining("track was called after close"),
  ]);
});

test.each<[string, Partial<TrackerOptions>]>([
  ["in development", { environment: "development" }],
  ["by a logger of the host's", { environment: "production", logger: { warn: (message) => void said.push(message) } }],
])("what is odd too, %s", async (_, options) => {
  await live(options);
  const all = said.join("\n");
  expect(all).toMatch(/colour|does not name/);
  expect(all).toMatch(/there is no key/);
  expect(all).toMatch(/plan_changed: \/plan is required|plan_changed was refused/);
  expect(all).toContain("onViolation threw Error: the host's own bug");
});

test("one line of dead letters that cannot be kept, however the error reads each time", async () => {
  let times = 0;
  const deadLetters = { add: () => Promise.reject(new Error(`no. ${++times}`)) };
  const runtime = await live({ environment: "production", deadLetters });
  for (let n = 0; n < 5; n++) {
    runtime.track("plan_changed", {});
    await runtime.flush();
  }
  expect(times).toBeGreaterThan(1);
  expect(said).toEqual(["tracklake: dead letters cannot be kept (Error: no. 1); they are dropped and counted."]);
});
