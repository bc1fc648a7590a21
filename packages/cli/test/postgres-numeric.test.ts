// Which decimal holds a numeric column: by its declaration, else by its values; a law over random values.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalType } from "../src/lake/postgres-numeric.js";

/** As PostgreSQL packs it. */
const modifier = (precision: number, scale: number) => ((precision << 16) | (scale & 2047)) + 4;

describe("the declaration decides", () => {
  test.each<[string, number, number, string]>([
    ["money", 12, 2, "decimal(12,2)"],
    ["no fraction", 20, 0, "decimal(20,0)"],
    ["all digits", 38, 38, "decimal(38,38)"],
    ["a scale above the precision", 3, 5, "decimal(5,5)"],
    ["a scale below zero", 3, -2, "decimal(5,0)"],
  ])("%s: numeric(%i,%i)", (_, precision, scale, type) => {
    expect(decimalType(modifier(precision, scale), ["0", null])).toEqual({ type });
  });
});

describe("without one, or with one that is too wide, the values decide", () => {
  test.each<[string, number, (string | null)[], object]>([
    ["no value", -1, [], { type: "decimal(38,0)" }],
    ["NULL alone", -1, [null], { type: "decimal(38,0)" }],
    ["the longest fraction", -1, ["1.5", "-12.345", "7"], { type: "decimal(38,3)" }],
    ["noughts at the end do not count", -1, ["1.5000"], { type: "decimal(38,1)" }],
    ["38 digits", -1, ["9".repeat(38)], { type: "decimal(38,0)" }],
    ["39 digits", -1, ["1", "9".repeat(39)], { refused: "9".repeat(39) }],
    ["38 digits in two values together", -1, ["9".repeat(37), "0.1"], { type: "decimal(38,1)" }],
    ["39 digits in two values together", -1, ["0.01", "9".repeat(37)], { refused: "9".repeat(37) }],
    ["a declaration of 50 digits, fewer used", modifier(50, 10), ["1.25"], { type: "decimal(38,2)" }],
    ["NaN", -1, ["NaN"], { refused: "NaN" }],
    ["NaN in a declared column", modifier(12, 2), ["1.00", "NaN"], { refused: "NaN" }],
    ["infinity", -1, ["-Infinity"], { refused: "-Infinity" }],
  ])("%s", (_, bits, values, want) => {
    expect(decimalType(bits, values)).toEqual(want);
  });
});

test("the type found has room for every digit", () => {
  const value = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{0,18}$/))
    .map(([minus, whole, fraction]) => `${minus ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const found = decimalType(-1, values);
      const digits = values.map((text) => /^-?0*(\d*)\.?(\d*?)0*$/.exec(text.includes(".") ? text : `${text}.`) ?? []);
      const whole = Math.max(...digits.map(([, before = ""]) => before.length));
      const fraction = Math.max(...digits.map(([, , after = ""]) => after.length));
      if (whole + fraction > 38) expect(found).toHaveProperty("refused");
      else expect(found).toEqual({ type: `decimal(38,${fraction})` });
    }),
  );
});
