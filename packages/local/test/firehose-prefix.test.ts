// Prefix expressions: dates as Java writes them, laws over any text, refusals.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Prefix, type PrefixValues, parsePrefix } from "../src/firehose/prefix.js";

const values: PrefixValues = {
  arrival: Date.parse("2026-03-01T15:04:05.006Z"),
  partitionKeys: { event_name: "plan_changed" },
  errorOutputType: "processing-failed",
};
function read(source: string, zone = "UTC"): Prefix {
  const prefix = parsePrefix(source, zone);
  if ("refused" in prefix) throw new Error(prefix.refused);
  return prefix;
}

const table: [string, string, string, string][] = [
  ["nothing", "", "UTC", ""],
  ["literal text", "a/b", "UTC", "a/b"],
  ["a date", "!{timestamp:yyyy/MM/dd/HH}/", "UTC", "2026/03/01/15/"],
  ["a date in Tokyo", "dt=!{timestamp:yyyy-MM-dd}/!{timestamp:HH}", "Asia/Tokyo", "dt=2026-03-02/00"],
  ["short forms", "!{timestamp:y-M-d H:m:s}", "UTC", "2026-3-1 15:4:5"],
  [
    "long forms",
    "!{timestamp:yy MMM MMMM E EEEE DDD hh a mm ss SSS}",
    "UTC",
    "26 Mar March Sun Sunday 060 03 PM 04 05 006",
  ],
  ["quoted letters", "!{timestamp:'year='yyyy'/it''s'}", "UTC", "year=2026/it's"],
  ["an error type", "!{firehose:error-output-type}/", "UTC", "processing-failed/"],
  ["a partition key", "!{partitionKeyFromQuery:event_name}_v1", "UTC", "plan_changed_v1"],
];

test.each(table)("%s", (_, source, zone, want) => {
  expect(read(source, zone).evaluate(values)).toBe(want);
});

test.each([
  "!{timestamp:}",
  "!{timestamp:YYYY}",
  "!{timestamp:yyyy'}",
  "!{firehose:x}",
  "!{partitionKeyFromQuery:}",
  "!{partitionKeyFromLambda:x}",
  "!{nothing:x}",
  "!{timestamp:yyyy",
])("%s is refused", (source) => expect(parsePrefix(source, "UTC")).toHaveProperty("refused"));

test("random strings are 11 letters and digits, and differ", () => {
  const prefix = read("!{firehose:random-string}");
  const made = Array.from({ length: 100 }, () => prefix.evaluate(values));
  for (const one of made) expect(one).toMatch(/^[A-Za-z0-9]{11}$/);
  expect(new Set(made).size).toBe(100);
});

const literal = fc.string({ unit: "binary" }).filter((text) => !text.includes("!") && !text.includes("{"));

test("law: literals stay as they are, keys are put in as they are", () => {
  fc.assert(
    fc.property(
      literal,
      fc.stringMatching(/^[a-z_]{1,20}$/),
      fc.string({ unit: "binary" }),
      literal,
      (a, key, value, b) => {
        const prefix = read(`${a}!{partitionKeyFromQuery:${key}}${b}`);
        expect(prefix.evaluate({ ...values, partitionKeys: { [key]: value } })).toBe(a + value + b);
        expect([...prefix.partitionKeys]).toEqual([key]);
      },
    ),
  );
});

test("law: the date of any moment is the one that ISO 8601 gives", () => {
  const prefix = read("!{timestamp:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.parse("9999-12-31T23:59:59.999Z") }), (arrival) => {
      expect(prefix.evaluate({ ...values, arrival })).toBe(new Date(arrival).toISOString());
    }),
  );
});

test("law: any text is read or refused, never thrown at", () => {
  const piece = fc.constantFrom("!{", "}", "timestamp:", "yyyy", "'", "firehose:", "random-string", ":", "/", "Q");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const prefix = parsePrefix(pieces.join(""), "UTC");
      if (!("refused" in prefix)) prefix.evaluate(values);
    }),
  );
});
