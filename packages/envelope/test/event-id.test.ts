import { eventId } from "@tracklake/envelope";
import { expect, test } from "vitest";

test("ids are UUIDv7, all different, and sort by time", () => {
  const early = Array.from({ length: 5_000 }, () => eventId(1_700_000_000_000));
  const late = eventId(1_700_000_000_001);
  for (const id of early) expect(id).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(early).size).toBe(early.length);
  expect(early.every((id) => id < late)).toBe(true);
});
