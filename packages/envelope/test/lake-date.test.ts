import { lakeDate } from "@tracklake/envelope";
import { expect, test } from "vitest";

test.each([
  ["Asia/Tokyo", "2026-01-01T14:59:59.999Z", "2026-01-01"],
  ["Asia/Tokyo", "2026-01-01T15:00:00.000Z", "2026-01-02"],
  ["UTC", "2026-01-01T23:59:59.999Z", "2026-01-01"],
  ["Asia/Kathmandu", "2026-01-01T18:15:00.000Z", "2026-01-02"],
])("the day of %s at %s is %s", (zone, time, want) => {
  expect(lakeDate(zone)(Date.parse(time))).toBe(want);
});
