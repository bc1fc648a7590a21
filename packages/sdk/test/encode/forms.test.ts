// The forms that are read unit by unit accept what the patterns of JSON Schema accept, and write the same text.
import { datePattern, dateTimeText } from "@tracklake/envelope";
import { date, REFUSED, timestamp, uuid } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { expect, test } from "vitest";
import { written } from "./written.js";

const uuidPattern = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** The text itself, or with a unit changed, left out or put in. */
function nearly(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.constantFrom(..."0123456789-:+.TZtz /aFgG"),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    // Units whose lower byte is a digit, a letter or a dash.
    fc.constantFrom("ı", "š", "ō", "Ā", "１", "\u0130", "\u012d", "\u0161"),
  );
  const change = fc.record({ at: fc.nat(36), cut: fc.nat(2), unit });
  return fc.oneof(
    texts,
    fc.tuple(texts, change).map(([text, { at, cut, unit }]) => text.slice(0, at) + unit + text.slice(at + cut)),
    fc.tuple(texts, fc.nat(36)).map(([text, at]) => text.slice(0, at)),
  );
}

const two = (max: number) =>
  fc.oneof({ arbitrary: fc.nat(max), weight: 9 }, fc.nat(99)).map((n) => `${n}`.padStart(2, "0"));
const day = fc
  .tuple(fc.oneof(fc.nat(9999), fc.constantFrom(0, 1, 1900, 2000, 2023, 2024, 2100, 9999)), two(12), two(31))
  .map(([year, month, date]) => `${`${year}`.padStart(4, "0")}-${month}-${date}`);
const fraction = fc.oneof(
  fc.constantFrom("", ".", ".000"),
  fc
    .tuple(fc.nat(999_999_999), fc.integer({ min: 1, max: 10 }))
    .map(([n, length]) => `.${`${n}`.padStart(10, "0").slice(-length)}`),
);
const zone = fc.oneof(
  fc.constantFrom("Z", "", "+00:00", "-00:00", "+09:00"),
  fc.tuple(fc.constantFrom("+", "-"), two(23), two(59)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
);
const dateTime = fc
  .tuple(day, fc.constantFrom("T", " "), two(23), two(59), two(59), fraction, zone)
  .map(([date, separator, ...rest]) => `${date}${separator}${rest[0]}:${rest[1]}:${rest[2]}${rest[3]}${rest[4]}`);

test("date-times", () => {
  let accepted = 0;
  fc.assert(
    fc.property(nearly(dateTime), (value) => {
      const want = dateTimeText(value);
      if (want !== undefined) accepted++;
      expect(written(timestamp, value)).toBe(want === undefined ? REFUSED : JSON.stringify(want));
    }),
    { numRuns: 5_000 },
  );
  expect(accepted).toBeGreaterThan(500);
});

test.each([
  ["2026-01-01T09:00:00+09:00", '"2026-01-01 00:00:00.000"'],
  ["2026-01-01T00:00:00.123Z", '"2026-01-01 00:00:00.123"'],
  ["2026-01-01 00:00:00.5Z", '"2026-01-01 00:00:00.500"'],
  ["2026-01-01 00:00:00.123", '"2026-01-01 00:00:00.123"'],
  ["2026-01-01T00:00:00.123", REFUSED],
  ["2024-02-29T23:59:59.999Z", '"2024-02-29 23:59:59.999"'],
  ["2026-02-29T00:00:00.000Z", REFUSED],
  ["2026-01-01T24:00:00.000Z", REFUSED],
  ["2026-01-01T00:00:60.000Z", REFUSED],
  ["0001-01-01T00:00:00+01:00", REFUSED],
  ["9999-12-31T23:59:59-00:01", REFUSED],
  [new Date(0), '"1970-01-01 00:00:00.000"'],
  [new Date(Number.NaN), REFUSED],
  [0, REFUSED],
  [{ getTime: (): number => 0 }, REFUSED],
])("the moment %s is written as %s", (value, want) => {
  expect(written<unknown>(timestamp, value)).toBe(want);
});

test("moments of every year", () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date("0000-12-30"), max: new Date(253402300800000 + 1e9) }),
      (value) => {
        const want = dateTimeText(value);
        expect(written<unknown>(timestamp, value)).toBe(want === undefined ? REFUSED : JSON.stringify(want));
      },
    ),
    { numRuns: 2_000 },
  );
});

test("days", () => {
  fc.assert(
    fc.property(nearly(day), (value) => {
      expect(written<unknown>(date, value)).toBe(datePattern.test(value) ? JSON.stringify(value) : REFUSED);
    }),
    { numRuns: 3_000 },
  );
  expect(written<unknown>(date, new Date(0))).toBe(REFUSED);
});

test("uuids", () => {
  const ids = fc.oneof(
    fc.uuid(),
    fc.uuid().map((id) => id.toUpperCase()),
    fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF-"), minLength: 36, maxLength: 36 }),
    // As many dashes as there should be, in other places.
    fc.uuid().map((id) => `-${id.slice(0, 8)}${id.slice(9)}`),
  );
  fc.assert(
    fc.property(nearly(ids), (value) => {
      expect(written<unknown>(uuid, value)).toBe(uuidPattern.test(value) ? JSON.stringify(value) : REFUSED);
    }),
    { numRuns: 3_000 },
  );
  for (const value of [undefined, null, 36, { length: 36 }, "š".repeat(36)])
    expect(written<unknown>(uuid, value)).toBe(REFUSED);
});
