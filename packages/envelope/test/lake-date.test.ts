import { isTimeZone, lakeDate } from "@tracklake/envelope";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  ["Asia/Tokyo", "2026-01-01T14:59:59.999Z", "2026-01-01"],
  ["Asia/Tokyo", "2026-01-01T15:00:00.000Z", "2026-01-02"],
  ["UTC", "2026-01-01T23:59:59.999Z", "2026-01-01"],
  ["Asia/Kathmandu", "2026-01-01T18:15:00.000Z", "2026-01-02"],
  ["Pacific/Kiritimati", "1971-06-21T10:39:59.999Z", "1971-06-20"],
  ["Pacific/Kiritimati", "1971-06-21T10:40:00.000Z", "1971-06-21"],
  ["Africa/Monrovia", "1970-03-01T00:44:29.999Z", "1970-02-28"],
  ["Africa/Monrovia", "1970-03-01T00:44:30.000Z", "1970-03-01"],
])("the day of %s at %s is %s", (zone, time, want) => {
  expect(lakeDate(zone)(Date.parse(time))).toBe(want);
});

test("the lake's day is the one that Intl gives, through every change of offset", () => {
  const zone = fc.constantFrom(
    "Asia/Tokyo",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Africa/Monrovia",
    "UTC",
  );
  const moment = fc.integer({ min: 0, max: Date.parse("2040-01-01") });
  fc.assert(
    fc.property(zone, fc.array(moment, { minLength: 1 }), (timeZone, moments) => {
      const date = lakeDate(timeZone);
      const intl = new Intl.DateTimeFormat("sv-SE", { timeZone });
      for (const time of moments) expect(date(time)).toBe(intl.format(time));
    }),
  );
});

test("an unknown time zone is said", () => {
  expect(isTimeZone("Asia/Tokio")).toBe(false);
  expect(isTimeZone("Asia/Tokyo")).toBe(true);
  expect(() => lakeDate("Asia/Tokio")).toThrow(RangeError);
});
