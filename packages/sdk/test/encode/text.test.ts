import { FieldBuffer, put, REFUSED, raw, TOO_LARGE, text, words } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { expect, test } from "vitest";
import { written } from "./written.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.string({ unit: "binary-ascii", maxLength: 100 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 100 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

test("text is what JSON.stringify writes, and refused only when it is no UTF-16", () => {
  fc.assert(
    fc.property(anyText, (value) => {
      expect(written(text, value)).toBe(value.isWellFormed() ? JSON.stringify(value) : REFUSED);
    }),
    { numRuns: 3_000 },
  );
});

test("every unit is found wherever it stands, in short text and long", () => {
  for (const character of [
    "\u0000",
    "\u001f",
    '"',
    "\\",
    "\u007f",
    "\u0080",
    "ÿ",
    "߿",
    "ࠀ",
    "漢",
    "￿",
    "🎉",
    "\ud800",
    "\udfff",
  ]) {
    for (const length of [0, 1, 5, 30, 31, 32, 33, 34, 35, 36, 37, 70]) {
      for (let at = 0; at <= length; at += length > 40 ? 7 : 1) {
        const value = "a".repeat(at) + character + "b".repeat(length - at);
        expect(written(text, value)).toBe(value.isWellFormed() ? JSON.stringify(value) : REFUSED);
      }
    }
  }
});

test.each(["x", "é", "漢", "🎉", '"', "\u0001"])("text of %j goes up to the end and not beyond", (character) => {
  const out = new FieldBuffer();
  const key = words(',"text":');
  out.open(key.length);
  const size = Buffer.byteLength(JSON.stringify(character)) - 2;
  const room = out.end - key.length - 2;
  const longest = Math.floor(room / size);
  const end = text(out, 0, key, character.repeat(longest));
  expect(end).toBe(key.length + 2 + longest * size);
  expect(end).toBeLessThanOrEqual(out.end);
  expect(text(out, 0, key, character.repeat(longest + 1))).toBe(TOO_LARGE);
  expect(raw(out, 0, key, "1".repeat(out.end - key.length + 1))).toBe(TOO_LARGE);
  expect(raw(out, 0, key, "1".repeat(out.end - key.length))).toBe(out.end);
});

test("text that never changes is written whole, with nothing but zeros behind it", () => {
  for (const value of [
    "",
    "a",
    ',"a":',
    "12345678",
    "123456789",
    "1234567890123456",
    "12345678901234567",
    "é漢🎉".repeat(9),
  ]) {
    const out = new FieldBuffer();
    out.bytes.fill(1, 0, 200);
    const kept = words(value);
    const end = put(out, 1, kept);
    expect(kept.length).toBe(Buffer.byteLength(value));
    expect(out.bytes.toString("utf8", 1, end)).toBe(value);
    const behind = [...out.bytes.subarray(end, 200)];
    const zeros = behind.findIndex((byte) => byte !== 0);
    expect(zeros).toBeLessThan(9);
    expect(behind.slice(zeros).every((byte) => byte === 1)).toBe(true);
  }
});
