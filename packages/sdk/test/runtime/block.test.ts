// The policy `block`: receipts wait for space in the spool, the calls never do, and at the cap of memory nobody waits on.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuntime, memoryDeadLetters, type Receipt, SendFailure, type Sink } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { adds, definitions } from "../definitions.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tracklake-block-"));
});
afterEach(() => rm(directory, { recursive: true }));

test("at the cap of memory those who wait are told that theirs are there alone, and nothing of it is lost", async () => {
  const memory = memorySink();
  let down = true;
  const sink: Sink = {
    ...memory,
    send: (records, signal) =>
      down ? Promise.reject(new SendFailure("failed", "down")) : memory.send(records, signal),
  };
  const tracker = createRuntime(definitions, {
    ...{ service: "s", environment: "production", sink, deadLetters: memoryDeadLetters(), heartbeat: false },
    ...{ durability: "process", queueBytes: 8 * 1024 * 1024, drainRate: 100, logger: { warn: () => {} } },
    spool: { directory, bytes: 16 * 1024 * 1024, whenFull: "block" },
  });
  const plan = "x".repeat(100_000);
  const receipts: Receipt[] = [];
  // The spool fills: some of it stays in memory too, as far as that is allowed.
  while (tracker.metrics().spoolBytes < 15 * 1024 * 1024) {
    const receipt = tracker.track("plan_changed", { plan });
    receipts.push(receipt);
    await receipt.stored;
  }
  const waiting: Receipt[] = [];
  while (tracker.counts().dropped === 0) {
    waiting.push(tracker.track("plan_changed", { plan }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const refused = waiting.pop();
  expect(await refused?.stored).toEqual({ ok: false, level: "none", reason: "queue-full" });
  const levels = (await Promise.all(waiting.map(({ stored }) => stored))).map(({ ok, level }) => `${ok} ${level}`);
  expect(levels.at(-1)).toBe("true memory");
  expect(new Set(levels)).toEqual(new Set(["true process", "true memory"]));
  down = false;
  await vi.waitUntil(() => tracker.counts().queued === 0, { timeout: 20_000 });
  const counts = await tracker.close();
  expect(counts).toMatchObject({ delivered: receipts.length + waiting.length, dropped: 1, queued: 0, spooled: 0 });
  expect(adds(counts)).toBe(true);
  expect(new Set(memory.lines.map(({ text }) => text)).size).toBe(counts.delivered);
}, 60_000);
