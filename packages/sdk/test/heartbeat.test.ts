// The heartbeat: what it records and when, that it ends, and that no process waits for it.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat, type HeartbeatOptions, hasHeartbeat } from "../src/runtime/heartbeat.js";
import { definitions } from "./definitions.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function heartbeat(options: Partial<HeartbeatOptions> = {}) {
  const sequences = new Map<string, number>();
  const track = vi.fn<(name: string, properties: object) => void>();
  const beating = new Heartbeat({ sequences: () => sequences, track, now: () => Date.now(), ...options });
  return { beating, sequences, track, tracked: () => track.mock.calls.map(([, properties]) => properties) };
}

test("records the last sequence of each table every minute", () => {
  const { beating, sequences, track } = heartbeat();
  beating.start();
  beating.start();
  sequences.set("plan_changed_v1", 3).set("http_request_v1", 70);
  vi.advanceTimersByTime(59_999);
  expect(track).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(track.mock.calls).toEqual([
    [
      "tracklake_heartbeat",
      {
        sequences: [
          { table_name: "plan_changed_v1", last_sequence: 3 },
          { table_name: "http_request_v1", last_sequence: 70 },
        ],
        closing: false,
        interval_ms: 60_000,
        uptime_ms: 60_000,
      },
    ],
  ]);
  sequences.set("plan_changed_v1", 4);
  vi.advanceTimersByTime(120_000);
  expect(track).toHaveBeenCalledTimes(3);
});

test("is a sign of life where nothing new was tracked, and silent where nothing ever was", () => {
  const { beating, sequences, tracked } = heartbeat({ interval: 1_000 });
  beating.start();
  vi.advanceTimersByTime(5_000);
  expect(tracked()).toEqual([]);
  sequences.set("plan_changed_v1", 1);
  vi.advanceTimersByTime(3_000);
  expect(tracked()).toHaveLength(3);
  expect(tracked()[2]).toMatchObject({ interval_ms: 1_000, uptime_ms: 8_000 });
});

test("the last one says that it is the last, once, and nothing follows", () => {
  const { beating, sequences, tracked } = heartbeat();
  beating.start();
  sequences.set("plan_changed_v1", 9);
  beating.close();
  beating.close();
  beating.beat();
  beating.start();
  vi.advanceTimersByTime(600_000);
  expect(tracked()).toMatchObject([
    { closing: true, uptime_ms: 0, sequences: [{ table_name: "plan_changed_v1", last_sequence: 9 }] },
  ]);
});

test("an instance that tracked nothing closes without a line", () => {
  const { beating, track } = heartbeat();
  beating.start();
  beating.close();
  expect(track).not.toHaveBeenCalled();
});

test("pauses over a freeze and goes on", () => {
  const { beating, sequences, track } = heartbeat();
  sequences.set("plan_changed_v1", 1);
  beating.start();
  beating.pause();
  vi.advanceTimersByTime(600_000);
  expect(track).not.toHaveBeenCalled();
  beating.start();
  vi.advanceTimersByTime(60_000);
  expect(track).toHaveBeenCalledOnce();
});

test("the time since the start never runs backwards", () => {
  let now = 10_000;
  const { beating, sequences, tracked } = heartbeat({ now: () => now });
  sequences.set("plan_changed_v1", 1);
  now = 4_000;
  beating.close();
  expect(tracked()).toMatchObject([{ uptime_ms: 0 }]);
});

test("a client of an earlier version has none", () => {
  expect(hasHeartbeat(definitions)).toBe(false);
  const event = { name: "tracklake_heartbeat", major: 1, revision: 1, contexts: [], encode: () => "" };
  expect(hasHeartbeat({ events: { tracklake_heartbeat: event } })).toBe(true);
});

test("no process waits for it", () => {
  const source = fileURLToPath(new URL("../src/runtime/heartbeat.ts", import.meta.url));
  const script = `
    import { build } from "esbuild";
    const { outputFiles } = await build({ entryPoints: [${JSON.stringify(source)}], write: false, format: "esm", bundle: true, platform: "node", conditions: ["@tracklake/source"] });
    const { Heartbeat } = await import("data:text/javascript," + encodeURIComponent(outputFiles[0].text));
    new Heartbeat({ sequences: () => [["a_v1", 1]], track() {} }).start();
    console.log("started");`;
  const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
    timeout: 30_000,
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
  });
  expect(ended).toMatchObject({ status: 0, stdout: "started\n" });
});

test("a pause is silent, and the beat that fell into it comes when it is over", () => {
  const { beating, sequences, tracked } = heartbeat();
  sequences.set("plan_changed_v1", 1);
  beating.start();
  vi.advanceTimersByTime(30_000);
  beating.pause();
  expect(vi.getTimerCount()).toBe(0);
  beating.resume();
  expect(tracked()).toEqual([]);
  beating.pause();
  vi.advanceTimersByTime(45_000);
  beating.resume();
  expect(tracked()).toMatchObject([{ closing: false, uptime_ms: 75_000 }]);
  vi.advanceTimersByTime(60_000);
  expect(tracked()).toHaveLength(2);
});
