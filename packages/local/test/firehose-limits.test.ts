// The limits of a call, one below, at and above, and the streams' own rules, by the real client.
import {
  CreateDeliveryStreamCommand,
  type CreateDeliveryStreamCommandInput,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  type ExtendedS3DestinationConfiguration,
  ListDeliveryStreamsCommand,
  PutRecordBatchCommand,
  PutRecordCommand,
} from "@aws-sdk/client-firehose";
import { partitioningQuery, streamErrorPrefix, streamPrefix } from "@tracklake/envelope";
import { afterAll, beforeAll, expect, test } from "vitest";
import { line, objects, refusal, type TestStack, testStack } from "./stack-clients.js";

let at: TestStack;
beforeAll(async () => {
  at = await testStack();
});
afterAll(() => at.stop());

const batch = (sizes: readonly number[], stream = at.stack.stream) =>
  at.firehose.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: stream,
      Records: sizes.map((size) => ({ Data: Buffer.alloc(size, "x") })),
    }),
  );
const MIB = 1024 * 1024;

const batches: [string, readonly number[], string][] = [
  ["499 records", Array<number>(499).fill(1), "none"],
  ["500 records", Array<number>(500).fill(1), "none"],
  ["501 records", Array<number>(501).fill(1), "ValidationException"],
  ["no records", [], "ValidationException"],
  ["a record of 1,024,000 bytes", [1_024_000], "none"],
  ["a record of 1,024,001 bytes", [1_024_001], "ValidationException"],
  ["4 MiB", [MIB, MIB, MIB, MIB].map((size) => size - 30_000).concat(120_000), "none"],
  ["4 MiB and a byte", [MIB, MIB, MIB, MIB].map((size) => size - 30_000).concat(120_001), "InvalidArgumentException"],
];

test.each(batches)("%s", async (_, sizes, want) => {
  expect(await refusal(batch(sizes))).toBe(want);
});

test("records of a stream that is not there", async () => {
  const record = { Data: Buffer.from("x") };
  expect(await refusal(batch([1], "nowhere"))).toBe("ResourceNotFoundException");
  expect(await refusal(at.firehose.send(new PutRecordCommand({ DeliveryStreamName: "nowhere", Record: record })))).toBe(
    "ResourceNotFoundException",
  );
  expect(await refusal(batch([1], "no spaces"))).toBe("ValidationException");
});

const metadata = {
  Type: "MetadataExtraction" as const,
  Parameters: [
    { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: partitioningQuery },
    { ParameterName: "JsonParsingEngine" as const, ParameterValue: "JQ-1.6" },
  ],
};
const dynamic: Partial<ExtendedS3DestinationConfiguration> = {
  Prefix: streamPrefix,
  ErrorOutputPrefix: streamErrorPrefix,
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: { Enabled: true, Processors: [metadata] },
};
const create = (name: string, destination: Partial<ExtendedS3DestinationConfiguration>) => {
  const input: CreateDeliveryStreamCommandInput = {
    DeliveryStreamName: name,
    ExtendedS3DestinationConfiguration: {
      RoleARN: "arn:aws:iam::000000000000:role/test",
      BucketARN: "arn:aws:s3:::test",
      ...destination,
    },
  };
  return at.firehose.send(new CreateDeliveryStreamCommand(input));
};

const configurations: [string, Partial<ExtendedS3DestinationConfiguration>, string][] = [
  ["dynamic, buffer not said", dynamic, "none"],
  ["dynamic, 64 MiB", { ...dynamic, BufferingHints: { SizeInMBs: 64 } }, "none"],
  ["dynamic, 63 MiB", { ...dynamic, BufferingHints: { SizeInMBs: 63 } }, "InvalidArgumentException"],
  ["128 MiB, 900 s", { BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 } }, "none"],
  ["129 MiB", { BufferingHints: { SizeInMBs: 129, IntervalInSeconds: 60 } }, "ValidationException"],
  ["901 s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 901 } }, "ValidationException"],
  ["an expression without an error prefix", { Prefix: "!{timestamp:yyyy}/" }, "InvalidArgumentException"],
  [
    "an error prefix without its type",
    { Prefix: "!{timestamp:yyyy}/", ErrorOutputPrefix: "e/" },
    "InvalidArgumentException",
  ],
  [
    "an error prefix with partition keys",
    { ...dynamic, ErrorOutputPrefix: `${streamErrorPrefix}!{partitionKeyFromQuery:event_name}/` },
    "InvalidArgumentException",
  ],
  [
    "an error type in the prefix",
    { ...dynamic, Prefix: `${streamPrefix}!{firehose:error-output-type}/` },
    "InvalidArgumentException",
  ],
  [
    "a key that no query extracts",
    { ...dynamic, Prefix: "!{partitionKeyFromQuery:other}/" },
    "InvalidArgumentException",
  ],
  [
    "keys without dynamic partitioning",
    { ...dynamic, DynamicPartitioningConfiguration: { Enabled: false } },
    "InvalidArgumentException",
  ],
  ["a static prefix of 512 characters", { Prefix: `${"p/".repeat(249)}` }, "none"],
  ["a static prefix of 513 characters", { Prefix: `${"p/".repeat(249)}p` }, "InvalidArgumentException"],
  [
    "an unknown pattern letter",
    { Prefix: "!{timestamp:YYYY}/", ErrorOutputPrefix: streamErrorPrefix },
    "InvalidArgumentException",
  ],
  ["an unknown time zone", { CustomTimeZone: "Mars/Olympus" }, "InvalidArgumentException"],
  ["SNAPPY", { CompressionFormat: "Snappy" }, "InvalidArgumentException"],
  ["no role", { RoleARN: "nobody" }, "ValidationException"],
];

test.each(configurations)("a stream with %s", async (_, destination, want) => {
  expect(await refusal(create("candidate", destination))).toBe(want);
  if (want === "none") await at.firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: "candidate" }));
});

test("streams are created once, described as asked, listed in pages, deleted with their bytes written", async () => {
  await create("plain", {
    Prefix: "raw/",
    ErrorOutputPrefix: "bad/",
    BufferingHints: { SizeInMBs: 3, IntervalInSeconds: 77 },
  });
  expect(await refusal(create("plain", {}))).toBe("ResourceInUseException");
  const { DeliveryStreamDescription: shown } = await at.firehose.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: "plain" }),
  );
  expect(shown?.DeliveryStreamStatus).toBe("ACTIVE");
  expect(shown?.CreateTimestamp).toBeInstanceOf(Date);
  expect(shown?.Destinations?.[0]?.ExtendedS3DestinationDescription).toMatchObject({
    Prefix: "raw/",
    CompressionFormat: "UNCOMPRESSED",
    BufferingHints: { SizeInMBs: 3, IntervalInSeconds: 77 },
  });
  const first = await at.firehose.send(new ListDeliveryStreamsCommand({ Limit: 1 }));
  expect(first).toMatchObject({ DeliveryStreamNames: ["plain"], HasMoreDeliveryStreams: true });
  const next = await at.firehose.send(new ListDeliveryStreamsCommand({ ExclusiveStartDeliveryStreamName: "plain" }));
  expect(next).toMatchObject({ DeliveryStreamNames: ["tracklake-events"], HasMoreDeliveryStreams: false });

  await at.firehose.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: "plain",
      Records: [{ Data: Buffer.from(line("a")) }, { Data: Buffer.from("b") }],
    }),
  );
  await at.firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: "plain" }));
  const [found] = [...(await objects(at.directory))].filter(([key]) => key.startsWith("raw/"));
  expect(found).toEqual([expect.stringMatching(/^raw\/\d{4}\/\d\d\/\d\d\/\d\d\/plain-1-[^.]+$/), `${line("a")}b`]);
  expect(await refusal(at.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: "plain" })))).toBe(
    "ResourceNotFoundException",
  );
});
