// What the one stream of all events does with its records: everything of its S3 destination but role and bucket.
// The local endpoint's stream, CloudFormation and Terraform are all made from this, so that they cannot differ.
import { firehoseLimits } from "./limits.js";
import { partitioningQuery, streamErrorPrefix, streamPrefix } from "./object-key.js";

/** Seconds after which a partition's buffer is written: each is an object of its own, billed and read as such. */
export const STREAM_BUFFER_SECONDS = 300;

/** One processor of a stream, as the API names it. */
export type StreamProcessor = {
  readonly Type: string;
  readonly Parameters: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
};

/**
 * `ExtendedS3DestinationConfiguration` of the stream, without `RoleARN`, `BucketARN` and logging. API: CreateDeliveryStream;
 * CloudFormation's properties have the same names. Guide, "Dynamic partitioning": the delimiter of de-aggregation is
 * base64, and de-aggregation takes the newline away, so that it is appended again.
 */
export const streamDestination = {
  Prefix: streamPrefix,
  ErrorOutputPrefix: streamErrorPrefix,
  BufferingHints: {
    SizeInMBs: firehoseLimits.dynamicPartitioningBufferMiB,
    IntervalInSeconds: STREAM_BUFFER_SECONDS,
  },
  CompressionFormat: "GZIP",
  DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      processor("RecordDeAggregation", { SubRecordType: "DELIMITED", Delimiter: "Cg==" }),
      processor("MetadataExtraction", { MetadataExtractionQuery: partitioningQuery, JsonParsingEngine: "JQ-1.6" }),
      processor("AppendDelimiterToRecord", { Delimiter: "\\n" }),
    ],
  },
} as const;

function processor(Type: string, parameters: Readonly<Record<string, string>>): StreamProcessor {
  const Parameters = Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
    ParameterName,
    ParameterValue,
  }));
  return { Type, Parameters };
}
