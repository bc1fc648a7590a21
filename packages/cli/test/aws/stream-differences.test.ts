// What doctor finds of a stream that is there: every setting by which lines would not be found, or not be read.
import { partitioningQuery, streamDestination, streamPrefix } from "@tracklake/envelope";
import { type Delivery, deliveredStream } from "@tracklake/tables";
import { expect, test } from "vitest";
import { queryEntries } from "../../src/preflight/jq-entries.js";
import { type StreamSettings, streamDifferences } from "../../src/preflight/stream-differences.js";

const BUCKET = "acme-lake";
const settings = (more: object = {}, delivery?: Delivery): StreamSettings => ({
  BucketARN: `arn:aws:s3:::${BUCKET}`,
  ...deliveredStream(delivery),
  ...more,
});
/** The stream with one parameter of a processor set otherwise. */
const processing = (type: string, name: string, value: string, delivery?: Delivery): StreamSettings => {
  const { ProcessingConfiguration } = deliveredStream(delivery);
  const Processors = ProcessingConfiguration.Processors.map((one) => ({
    ...one,
    Parameters: one.Parameters.map((each) =>
      one.Type === type && each.ParameterName === name ? { ...each, ParameterValue: value } : each,
    ),
  }));
  return settings({ ProcessingConfiguration: { Enabled: true, Processors } }, delivery);
};
const query = (value: string, delivery?: Delivery) =>
  processing("MetadataExtraction", "MetadataExtractionQuery", value, delivery);
const arrival: Delivery = {
  prefix:
    "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{timestamp:yyyy-MM-dd}/",
  timeZone: "Asia/Tokyo",
};
const byTenant: Delivery = {
  prefix: `${streamPrefix}tenant=!{partitionKeyFromQuery:tenant}/`,
  queries: { tenant: ".organisation_id" },
};
const { queries: _, ...unsaid } = byTenant;

test.each<[string, StreamSettings, Delivery | undefined]>([
  ["the product's own stream", settings(), undefined],
  ["days of arrival", settings({}, arrival), arrival],
  ["a key of its own", settings({}, byTenant), byTenant],
  ["a key that only the stream knows", settings({}, byTenant), unsaid],
  ["a zone where the prefix has no time", settings({ CustomTimeZone: "Europe/Paris" }), undefined],
  ["lines cut at the end of each object", processing("RecordDeAggregation", "SubRecordType", "JSON"), undefined],
  ["a newline as such", processing("AppendDelimiterToRecord", "Delimiter", "\n"), undefined],
  ["a query in white space", query(partitioningQuery.replaceAll(",", ",\n  ").replace(":", " : ")), undefined],
  [
    "a short query with more in it",
    query('{event_name, "event_major":(.event_major|tostring),event_date,x:.y}'),
    undefined,
  ],
])("nothing is wrong of %s", (_name, is, delivery) => {
  expect(streamDifferences(is, BUCKET, delivery)).toEqual([]);
});

test.each<[string, StreamSettings, Delivery | undefined, "error" | "warning", RegExp]>([
  [
    "another bucket",
    settings({ BucketARN: "arn:aws:s3:::other" }),
    undefined,
    "error",
    /its bucket is other, not acme-lake/,
  ],
  ["another prefix", settings({ Prefix: "logs/" }), undefined, "error", /its prefix is logs\/, not events\//],
  ["another zone", settings({ CustomTimeZone: undefined }, arrival), arrival, "error", /is UTC, not Asia\/Tokyo/],
  ["another error prefix", settings({ ErrorOutputPrefix: "bad/" }), undefined, "error", /error prefix is bad\//],
  [
    "no partitions",
    settings({ DynamicPartitioningConfiguration: undefined }),
    undefined,
    "error",
    /takes a new stream/,
  ],
  [
    "Parquet",
    settings({ DataFormatConversionConfiguration: { Enabled: true } }),
    undefined,
    "error",
    /tables read JSON/,
  ],
  ["no compression", settings({ CompressionFormat: "UNCOMPRESSED" }), undefined, "warning", /does not compress/],
  ["another compression", settings({ CompressionFormat: "ZIP" }), undefined, "error", /by ZIP, not GZIP/],
  ["names that hide it", settings({ FileExtension: ".json" }), undefined, "error", /names its files \.json/],
  [
    "a name that feigns it",
    settings({ CompressionFormat: "UNCOMPRESSED", FileExtension: ".json.gz" }),
    undefined,
    "error",
    /does not compress and names files \.json\.gz/,
  ],
  [
    "processing that is off",
    settings({ ProcessingConfiguration: { ...streamDestination.ProcessingConfiguration, Enabled: false } }),
    undefined,
    "error",
    /does not process RecordDeAggregation, MetadataExtraction, AppendDelimiterToRecord/,
  ],
  [
    "another cut",
    processing("RecordDeAggregation", "Delimiter", "LA=="),
    undefined,
    "error",
    /cuts records at "," \(LA==\)/,
  ],
  [
    "no end of lines",
    processing("AppendDelimiterToRecord", "Delimiter", ""),
    undefined,
    "error",
    /cannot be told apart/,
  ],
  [
    "a query without the day",
    query("{event_name:.event_name,event_major:.event_major}"),
    undefined,
    "error",
    /event_date/,
  ],
  [
    "a query of another field",
    query(partitioningQuery.replace(".event_date", ".day")),
    undefined,
    "warning",
    /by \.day, where/,
  ],
  ["a query that is none", query(".event_name"), undefined, "warning", /is not read here/],
  ["a stream that lacks a key", query(partitioningQuery, byTenant), unsaid, "error", /does not give tenant/],
])("%s", (_name, is, delivery, level, said) => {
  const found = streamDifferences(is, BUCKET, delivery);
  expect(found.some((one) => one.level === level && said.test(one.message))).toBe(true);
  expect(found.filter((one) => !said.test(one.message) && !/JQ/.test(one.message))).toEqual([]);
});

test.each<[string, string, Record<string, string> | undefined]>([
  ["commas in brackets and texts", '{a:(.b, .c), d:.e["x,}"] , f}', { a: "(.b, .c)", d: '.e["x,}"]', f: ".f" }],
  ["no object", ".a", undefined],
  ["a key that is reckoned", "{(.a):.b}", undefined],
])("JQ: %s", (_name, text, want) => {
  const entries = queryEntries(text);
  expect(entries && Object.fromEntries(entries)).toEqual(want);
});
