import { EVENT_ID_BYTES, eventId, writeEventId } from "@tracklake/envelope";
import { expect, test } from "vitest";

test("ids are UUIDv7, all different, and sort by time", () => {
  const early = Array.from({ length: 5_000 }, () => eventId(1_700_000_000_000));
  const late = eventId(1_700_000_000_001);
  for (const id of early) expect(id).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(early).size).toBe(early.length);
  expect(early.every((id) => id < late)).toBe(true);
});

test.each([
  [0, "00000000-0000-7"],
  [-1, "00000000-0000-7"],
  [Number.NaN, "00000000-0000-7"],
  [1.9, "00000000-0001-7"],
  [2 ** 32 + 1, "00010000-0001-7"],
  [2 ** 48 - 1, "ffffffff-ffff-7"],
])("an id of the moment %d begins with %s and is written where it should be", (time, want) => {
  const bytes = new Uint8Array(50).fill(1);
  writeEventId(new DataView(bytes.buffer), 5, time);
  expect(Buffer.from(bytes).toString("latin1", 5, 5 + want.length)).toBe(want);
  expect([...bytes.subarray(0, 5), ...bytes.subarray(5 + EVENT_ID_BYTES)].every((byte) => byte === 1)).toBe(true);
});
