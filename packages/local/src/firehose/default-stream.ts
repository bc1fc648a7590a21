// The stream that every lake starts with: dynamic partitioning by event, major and date, as the product creates it on AWS.
// Its buffering hints are those of a real stream; how soon the local endpoint writes is an option of its own.
import { firehoseLimits, partitioningQuery, streamErrorPrefix, streamPrefix } from "@tracklake/envelope";
import type { Members } from "../stack/members.js";

/** The CreateDeliveryStream request of the stream of all events. */
export function defaultStream(name: string): Members {
  const parameter = (ParameterName: string, ParameterValue: string) => ({ ParameterName, ParameterValue });
  return {
    DeliveryStreamName: name,
    DeliveryStreamType: "DirectPut",
    ExtendedS3DestinationConfiguration: {
      RoleARN: "arn:aws:iam::000000000000:role/tracklake-firehose",
      BucketARN: "arn:aws:s3:::tracklake-local",
      Prefix: streamPrefix,
      ErrorOutputPrefix: streamErrorPrefix,
      BufferingHints: { SizeInMBs: firehoseLimits.dynamicPartitioningBufferMiB, IntervalInSeconds: 60 },
      CompressionFormat: "GZIP",
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          {
            Type: "RecordDeAggregation",
            Parameters: [parameter("SubRecordType", "DELIMITED"), parameter("Delimiter", "Cg==")],
          },
          {
            Type: "MetadataExtraction",
            Parameters: [
              parameter("MetadataExtractionQuery", partitioningQuery),
              parameter("JsonParsingEngine", "JQ-1.6"),
            ],
          },
          { Type: "AppendDelimiterToRecord", Parameters: [parameter("Delimiter", "\\n")] },
        ],
      },
    },
  };
}
