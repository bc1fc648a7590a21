import { dateTimeText, MAX_TIME, MIN_TIME, parseTimestamp, timestampPattern, timestampText } from "@tracklake/envelope";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  [0, "1970-01-01 00:00:00.000"],
  [MIN_TIME, "0001-01-01 00:00:00.000"],
  [MAX_TIME, "9999-12-31 23:59:59.999"],
  [MIN_TIME - 1, undefined],
  [MAX_TIME + 1, undefined],
  [Number.NaN, undefined],
])("the text of %d is %s", (time, want) => {
  expect(timestampText(time)).toBe(want);
});

test.each<[unknown, string | undefined]>([
  ["2026-01-01T09:00:00+09:00", "2026-01-01 00:00:00.000"],
  ["2026-01-01T00:00:00Z", "2026-01-01 00:00:00.000"],
  ["2026-01-01 00:00:00.5Z", "2026-01-01 00:00:00.500"],
  ["2026-01-01T00:00:00.123456789Z", "2026-01-01 00:00:00.123"],
  ["2026-01-01 00:00:00.123", "2026-01-01 00:00:00.123"],
  [new Date(0), "1970-01-01 00:00:00.000"],
  [new Date(Number.NaN), undefined],
  ["2026-01-01T00:00:00", undefined],
  ["2026-02-29T00:00:00Z", undefined],
  ["0001-01-01T00:00:00+01:00", undefined],
  ["yesterday", undefined],
  ["", undefined],
  [0, undefined],
  [null, undefined],
])("the line's text of %s is %s", (value, want) => {
  expect(dateTimeText(value)).toBe(want);
});

test("every moment comes back from its text", () => {
  fc.assert(
    fc.property(fc.integer({ min: MIN_TIME, max: MAX_TIME }), (time) => {
      const text = timestampText(time) ?? "";
      expect(text).toMatch(timestampPattern);
      expect(parseTimestamp(text)).toBe(time);
      expect(dateTimeText(new Date(time).toISOString())).toBe(text);
    }),
  );
});
