import { codePoints, jsonText, mask, normalise, own, quote, unknownKeys } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { expect, test } from "vitest";

test("quote writes JSON text, and refuses only what is no UTF-16", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.string({ unit: "grapheme" }), fc.constant("\ud800")),
      (text) => {
        const quoted = quote(text);
        expect(quoted === undefined).toBe(!text.isWellFormed());
        if (quoted !== undefined) {
          expect(JSON.parse(quoted)).toBe(text);
          expect(quoted).not.toMatch(/\n/);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test("codePoints counts as iteration does", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => codePoints(text) === [...text].length));
  expect(codePoints("\ud83c\udf89\ud83c")).toBe(2);
});

test.each<[unknown, string | undefined]>([
  [{ a: [1, null] }, '"{\\"a\\":[1,null]}"'],
  ["text", '"\\"text\\""'],
  [undefined, undefined],
  [() => 1, undefined],
  [1n, undefined],
  [{ toJSON: () => 5 }, '"5"'],
])("the JSON text of a value: %#", (value, want) => {
  expect(jsonText(value)).toBe(want);
});

test("JSON text may nest as deep as the limit, and no deeper; brackets in strings do not count", () => {
  const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
  expect(jsonText(nested(64))).toBeDefined();
  expect(jsonText(nested(65))).toBeUndefined();
  expect(jsonText(`\\"${"[".repeat(100)}`)).toBeDefined();
});

test.each([
  ["alice@example.com", "a***"],
  ["🎉🎉🎉🎉", "🎉***"],
  ["bob", "***"],
  ["", "***"],
])("%s is masked as %s", (text, want) => {
  expect(mask(text)).toBe(want);
});

test("unknown properties are own, enumerable and not undefined", () => {
  const value = Object.assign(Object.create({ inherited: 1 }), { known: 1, a: 1, b: null, c: undefined });
  expect(unknownKeys(value, new Set(["known"]))).toBe(2);
  expect(own({}, "constructor")).toBeUndefined();
  expect(own({ constructor: 1 }, "constructor")).toBe(1);
});

test("normalising leaves what does not fit as it is", () => {
  const shape = {
    struct: { at: { shape: "timestamp" }, tags: { shape: { array: "bigint" } }, by: { shape: { map: "json" } } },
  } as const;
  expect(normalise(shape, { at: new Date(0), tags: [1n, "2"], by: { a: [1], b: null }, more: 1 })).toEqual({
    at: "1970-01-01 00:00:00.000",
    tags: ["1", "2"],
    by: { a: "[1]" },
  });
  expect(normalise(shape, { at: "yesterday", tags: 5, by: [] })).toEqual({ at: "yesterday", tags: 5, by: [] });
  expect(normalise(shape, "text")).toBe("text");
});
