import { ascii, integer, number } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { expect, test } from "vitest";
import { written } from "./written.js";

const edges = [0, -0, 1, 9, 10, 99, 100, 999, 1e3, 99_999, 1e5, 999_999, 1e6, 1e7, 1e8, 999_999_999, 1e9, 1e9 + 1];
const safe = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 1e12 - 1, 1e15, 9_007_198_999_999_999, Number.MAX_SAFE_INTEGER];

test("whole numbers are written as JavaScript writes them", () => {
  for (const value of [...edges, ...safe]) {
    expect(written(integer, value)).toBe(`${value}`);
    expect(written(integer, -value)).toBe(`${-value}`);
  }
  fc.assert(
    fc.property(
      fc.oneof(
        fc.maxSafeInteger(),
        fc.integer(),
        fc.nat(9_007_199).map((n) => n * 1e9 - 1),
      ),
      (value) => {
        expect(written(integer, value, { key: ',"n":' })).toBe(`,"n":${value}`);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("numbers are written as JavaScript writes them", () => {
  const parts = [
    0.1,
    0.5,
    1e-6,
    1e-7,
    5e-324,
    0.1 + 0.2,
    1 / 3,
    1e21,
    1e-21,
    123456.789,
    999999999.999999,
    1e9 + 0.000001,
  ];
  for (const value of [...edges, ...safe, ...parts, Number.MAX_VALUE, 4.35, 1.005, 2 ** 53, 2 ** 60, 1e15 + 0.5]) {
    expect(written(number, value)).toBe(`${value}`);
    expect(written(number, -value)).toBe(`${-value}`);
  }
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(8))
    .map(([digits, scale]) => digits / 10 ** scale);
  fc.assert(
    fc.property(
      fc.oneof(
        decimal,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
      ),
      (value) => {
        expect(written(number, value)).toBe(`${value}`);
      },
    ),
    { numRuns: 5_000 },
  );
});

test("digits of a fixed form are written as they are", () => {
  expect(written(ascii, "-9223372036854775808", { key: ',"n":' })).toBe(',"n":-9223372036854775808');
});
