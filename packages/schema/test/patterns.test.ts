import { datePattern, decimalPattern, int64Pattern, timestampPattern, uuidPattern } from "@tracklake/schema";
import fc from "fast-check";
import { expect, test } from "vitest";

const accepts = (pattern: string, text: string) => new RegExp(pattern, "u").test(text);

test("int64Pattern accepts exactly the canonical texts of int64", () => {
  const edge = [-(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 63n - 1n, 2n ** 63n, 0n, 1n, -1n, 10n, 9n * 10n ** 18n];
  const value = fc.oneof(
    fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
    fc.constantFrom(...edge),
    fc.bigInt({ min: 2n ** 63n - 2000n, max: 2n ** 63n + 2000n }),
  );
  fc.assert(
    fc.property(value, (n) => accepts(int64Pattern, n.toString()) === (BigInt.asIntN(64, n) === n)),
    { numRuns: 5_000 },
  );
  for (const text of ["-0", "01", "+1", "1.0", "", "1e3", "-"]) expect(accepts(int64Pattern, text), text).toBe(false);
});

test("datePattern accepts exactly the days of the calendar", () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(9999), part(13), part(32), (year, month, day) => {
      const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      const date = new Date(`${text}T00:00:00.000Z`);
      const real = year > 0 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      return accepts(datePattern, text) === real;
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  [timestampPattern, "2024-02-29 23:59:59.999", true],
  [timestampPattern, "2023-02-29 23:59:59.999", false],
  [timestampPattern, "2024-02-29T23:59:59.999", false],
  [timestampPattern, "2024-02-29 24:00:00.000", false],
  [uuidPattern, "0190163d-8694-739b-aea5-966c26f8ad91", true],
  [uuidPattern, "0190163d-8694-739b-aea5-966c26f8ad9", false],
  [decimalPattern({ kind: "decimal", precision: 4, scale: 2 }), "12.50", true],
  [decimalPattern({ kind: "decimal", precision: 4, scale: 2 }), "123.50", false],
  [decimalPattern({ kind: "decimal", precision: 4, scale: 2 }), "1.505", false],
  [decimalPattern({ kind: "decimal", precision: 2, scale: 2 }), "0.99", true],
  [decimalPattern({ kind: "decimal", precision: 2, scale: 2 }), "1.99", false],
  [decimalPattern({ kind: "decimal", precision: 3, scale: 0 }), "-999", true],
  [decimalPattern({ kind: "decimal", precision: 3, scale: 0 }), "9.", false],
])("%s on %s: %s", (pattern, text, want) => {
  expect(accepts(pattern, text)).toBe(want);
});
