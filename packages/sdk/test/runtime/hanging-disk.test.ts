// Closing while the disk hangs, or the dead letters too: it ends near its deadline, and every event has its end.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuntime, type DeadLetters, memoryDeadLetters, SendFailure, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FileSystem } from "../../src/spool/file-system.js";
import { nodeFileSystem } from "../../src/spool/node-file-system.js";
import { adds, definitions } from "../definitions.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tracklake-hanging-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const never = (): Promise<never> => new Promise(() => {});
const hangingLetters: DeadLetters = { add: never };

/** From now on a call of the disk gives no answer. @returns What lets it answer. */
function hang(call: "makeFolder" | "write" | "stat"): () => void {
  const real = nodeFileSystem[call].bind(nodeFileSystem) as (...given: unknown[]) => Promise<never>;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const late = (...given: unknown[]) => answered.then(() => real(...given));
  vi.spyOn(nodeFileSystem as FileSystem, call).mockImplementation(late);
  return answer;
}

function tracker(options: Partial<TrackerOptions>) {
  const said: string[] = [];
  const runtime = createRuntime(definitions, {
    ...{ service: "s", environment: "production", durability: "process", spool: { directory }, heartbeat: false },
    ...{ sink: memorySink(), logger: { warn: (message) => void said.push(message) }, flushInterval: 1, ...options },
  });
  return { runtime, said };
}

/** @param over - Milliseconds over the deadline, which are there for letters, and for a machine under load. */
async function closed({ runtime, said }: ReturnType<typeof tracker>, deadline: number, over: number) {
  const begun = performance.now();
  const counts = await runtime.close({ deadline });
  expect(performance.now() - begun).toBeLessThan(deadline + over);
  expect(adds(counts)).toBe(true);
  expect(counts.queued).toBe(0);
  return { counts, said };
}

describe.each<["makeFolder" | "write", string]>([
  ["makeFolder", "while the spool is opened"],
  ["write", "while lines are written"],
])("a disk that hangs in %s, %s", (call) => {
  test("what it has not taken is in the dead letters with its whole lines, and its number is said", async () => {
    hang(call);
    const deadLetters = memoryDeadLetters();
    const made = tracker({ deadLetters });
    const receipts = Array.from({ length: 10 }, (_, n) => made.runtime.track("plan_changed", { plan: `p${n}` }));
    const { counts, said } = await closed(made, 500, 1_000);
    expect(counts.deadLetteredBy).toEqual({ "closed-before-delivery": 10 });
    const plans = deadLetters.letters.map(({ line = "" }) => (JSON.parse(line) as { plan: string }).plan);
    expect(plans.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `p${n}`));
    expect(said.join()).toContain("the disk did not answer; it had not taken 10 events");
    expect(said.join()).toContain("closed with 10 events undelivered; they are dead letters");
    for (const { stored, delivered } of receipts)
      expect([await stored, await delivered]).toMatchObject([{ ok: false }, { ok: false }]);
  });

  test("with dead letters that hang too they are dropped under a reason, and that is said", async () => {
    hang(call);
    const made = tracker({ deadLetters: hangingLetters });
    for (let n = 0; n < 10; n++) made.runtime.track("plan_changed", { plan: `p${n}` });
    made.runtime.track("plan_changed", {});
    const { counts, said } = await closed(made, 500, 1_000);
    expect(counts.droppedBy).toEqual({ "dead-letters-late": 11 });
    expect(said.join()).toContain("closed with 10 events that the dead letters did not take; they are lost");
  });

  test("an answer after the end changes no count", async () => {
    const answer = hang(call);
    const made = tracker({ deadLetters: memoryDeadLetters() });
    for (let n = 0; n < 10; n++) made.runtime.track("plan_changed", { plan: `p${n}` });
    const { counts } = await closed(made, 100, 1_000);
    answer();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(made.runtime.counts()).toEqual(counts);
  });
});

test("a disk that hangs after it has taken everything holds up no close", async () => {
  const sink = { ...memorySink(), send: () => Promise.reject(new SendFailure("failed", "down")) };
  const made = tracker({ deadLetters: memoryDeadLetters(), sink });
  await made.runtime.track("plan_changed", { plan: "pro" }).stored;
  hang("stat");
  const { counts } = await closed(made, 500, 1_000);
  expect(counts).toMatchObject({ handedOver: 1, deadLettered: 0, dropped: 0 });
});

test("a disk that answers keeps what came last, however short the deadline", async () => {
  const sink = { ...memorySink(), send: () => Promise.reject(new SendFailure("failed", "down")) };
  const made = tracker({ deadLetters: memoryDeadLetters(), sink });
  for (let n = 0; n < 10; n++) made.runtime.track("plan_changed", { plan: `p${n}` });
  const { counts } = await closed(made, 0, 2_000);
  expect(counts).toMatchObject({ handedOver: 10, deadLettered: 0, dropped: 0 });
});
