// Durations, days and bytes as curate takes and prints them.
import { describe, expect, test } from "vitest";
import { daysBefore, duration, lastDay, wholeDays } from "../../src/curate/durations.js";
import { curateProgress } from "../../src/curate/progress.js";
import { bytesText } from "../../src/print/bytes.js";

const HOUR = 3_600_000;

describe("a duration", () => {
  test.each([
    ["90m", 1.5 * HOUR],
    ["24h", 24 * HOUR],
    ["3d", 72 * HOUR],
    ["0m", 0],
  ])("%s", (text, want) => {
    expect(duration()(text)).toBe(want);
  });

  test.each(["", "3", "d", "3w", "-1d", "1.5h", "3d4h", "9999999d"])("%j is none", (text) => {
    expect(() => duration()(text)).toThrow("It is a duration, such as 90m, 24h or 3d.");
  });

  test("has a least", () => {
    expect(duration("1h")("60m")).toBe(HOUR);
    expect(() => duration("1h")("59m")).toThrow("of at least 1h");
  });
});

describe("the last day that is over", () => {
  test.each([
    ["a day ago", "UTC", "2026-03-02T12:00:00Z", HOUR, "2026-03-01"],
    ["not for long", "UTC", "2026-03-02T00:59:59Z", HOUR, "2026-02-28"],
    ["for long enough", "UTC", "2026-03-02T01:00:00Z", HOUR, "2026-03-01"],
    ["in Tokyo already", "Asia/Tokyo", "2026-03-01T15:00:00Z", 0, "2026-03-01"],
    ["in New York not yet", "America/New_York", "2026-03-02T04:59:59Z", 0, "2026-02-28"],
  ])("%s", (_, zone, now, settle, want) => {
    expect(lastDay(zone, Date.parse(now), settle)).toBe(want);
  });

  test("and days before it, over months and leap days", () => {
    expect([daysBefore("2024-03-01", 1), daysBefore("2026-01-01", 1), daysBefore("2026-03-01", 0)]).toEqual([
      "2024-02-29",
      "2025-12-31",
      "2026-03-01",
    ]);
    expect([wholeDays(72 * HOUR), wholeDays(73 * HOUR), wholeDays(0)]).toEqual([3, 4, 0]);
  });
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [12_345, "12 kB"],
  [1_500_000_000, "1.5 GB"],
  [2e15, "2000 TB"],
])("%d bytes are %s", (bytes, want) => {
  expect(bytesText(bytes)).toBe(want);
});

test.each([
  [true, "d1 (1 of 2)\n\r5.0 MB read\u001b[K\r\u001b[Kd2 (2 of 2)\n"],
  [false, "d1 (1 of 2)\nd2 (2 of 2)\n"],
])("progress draws bytes on a terminal alone: %s", (isTTY, want) => {
  const text: string[] = [];
  const stderr = { write: (more: string) => text.push(more), isTTY };
  const bar = curateProgress({ io: { stderr } as never, progress: (line) => void text.push(`${line}\n`) });
  bar.onDay("t", "d1", 0, 2);
  bar.onBytes(5_000_000);
  bar.onBytes(6_000_000);
  bar.onDay("t", "d2", 1, 2);
  bar.end();
  expect(text.join("").replaceAll("t d", "d")).toBe(want);
});
