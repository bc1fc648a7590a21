// The subset of JQ that partitioning queries are made of, and de-aggregation.
import { partitioningQuery } from "@tracklake/envelope";
import { expect, test } from "vitest";
import { deAggregate } from "../src/firehose/de-aggregate.js";
import { metadataQuery } from "../src/firehose/metadata-query.js";

const event = { event_name: "x", event_major: 2, event_date: "2026-01-01", a: { "b c": { d: true } }, z: null };

const queries: [string, string, object][] = [
  ["the product's own", partitioningQuery, { event_name: "x", event_major: "2", event_date: "2026-01-01" }],
  ["spaces", ' { n : .event_name , "m" : .event_major | tostring } ', { n: "x", m: "2" }],
  ["a shorthand", "{event_name}", { event_name: "x" }],
  ["quoted and bracketed names", '{k:.a."b c".d|tostring,l:.a["b c"].d|tostring}', { k: "true", l: "true" }],
  ["null to text, as JQ", "{k:.z|tostring}", { k: "null" }],
];
test.each(queries)("%s", (_, source, keys) => {
  const query = metadataQuery(source);
  expect(typeof query === "function" && query(event)).toEqual({ ok: true, keys });
});

const failing: [string, string, RegExp][] = [
  ["null", "{k:.z}", /null or empty/],
  ["missing", "{k:.missing.deeper}", /null or empty/],
  ["a number", "{k:.event_major}", /no string/],
  ["into text", "{k:.event_name.x}", /cannot index string/],
  ["an inherited name", "{k:.constructor}", /null or empty/],
];
test.each(failing)("%s fails", (_, source, why) => {
  const query = metadataQuery(source);
  expect(typeof query === "function" && query(event)).toEqual({ ok: false, why: expect.stringMatching(why) });
});

test.each([
  "",
  "{}",
  ".a",
  "{a:.b",
  "{a:.b}}",
  "{a:.b|ascii_downcase}",
  "{a:.b|tostring|length}",
  "{a:.b[0]}",
  "{a:.b+.c}",
  "{a:1}",
  "{a:..}",
  "{a:.b,}",
])("%s is refused with its place", (source) =>
  expect(metadataQuery(source)).toEqual({ refused: expect.stringMatching(/character \d+/) }),
);

const newline = { type: "DELIMITED", delimiter: Buffer.from("\n") } as const;
const json = { type: "JSON" } as const;
const records: [string, string, typeof newline | typeof json, string[] | "failed"][] = [
  ["lines", "a\nb\n", newline, ["a", "b"]],
  ["no last newline, empty lines", "\na\n\nb", newline, ["a", "b"]],
  ["nothing", "", newline, []],
  ["a longer delimiter", "a||b|c", { type: "DELIMITED", delimiter: Buffer.from("||") } as never, ["a", "b|c"]],
  ["objects side by side", '{"a":"}{"}{"b":{"c":"\\""}}', json, ['{"a":"}{"}', '{"b":{"c":"\\""}}']],
  ["objects on lines", "{}\r\n {} ", json, ["{}", "{}"]],
  ["an array", "[{}]", json, "failed"],
  ["an open object", '{"a":1', json, "failed"],
  ["a stray brace", "{}}", json, "failed"],
];
test.each(records)("de-aggregation of %s", (_, record, how, want) => {
  const events = deAggregate(Buffer.from(record), how);
  expect(Array.isArray(events) ? events.map(String) : "failed").toEqual(want);
});
