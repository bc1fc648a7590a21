// Writing lines to the spool: calls gather for a write, however quick the disk is, and nothing that came waits for ever.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { createRuntime } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FileSystem } from "../../src/spool/file-system.js";
import { nodeFileSystem } from "../../src/spool/node-file-system.js";
import { definitions } from "../definitions.js";

/** Milliseconds that a write waits for company. */
const GATHER = 2;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tracklake-keeper-"));
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

function started() {
  const sink = memorySink();
  const runtime = createRuntime(definitions, {
    ...{ service: "s", environment: "production", durability: "process", spool: { directory }, heartbeat: false, sink },
  });
  const { write } = nodeFileSystem;
  const writes = vi.spyOn(nodeFileSystem as FileSystem, "write").mockImplementation(write);
  /** Writes of lines: a header and a payload for each frame. */
  const ofLines = () => writes.mock.calls.filter(([, buffers]) => buffers.length > 1).length;
  return { runtime, sink, ofLines };
}

test("what comes while a quick write is under way gathers for the next, which comes by itself", async () => {
  const { runtime, sink, ofLines } = started();
  await runtime.track("plan_changed", { plan: "first" }).stored;
  await turn();
  // Time stands still, and the disk does not: its writes take none.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(performance, "now").mockReturnValue(performance.now());
  const second = runtime.track("plan_changed", { plan: "second" });
  vi.advanceTimersByTime(GATHER);
  const later = Array.from({ length: 10 }, (_, n) => runtime.track("plan_changed", { plan: `p${n}` }));
  expect(await second.stored).toEqual({ ok: true, level: "process" });
  for (let n = 0; n < 100; n++) await turn();
  expect(ofLines()).toBe(2);
  vi.advanceTimersByTime(GATHER);
  for (const { stored } of later) expect(await stored).toEqual({ ok: true, level: "process" });
  expect(ofLines()).toBe(3);
  await runtime.close();
  expect(sink.lines).toHaveLength(12);
});
