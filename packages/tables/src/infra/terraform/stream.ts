// The delivery stream with its log.
import type { StreamProcessor } from "@tracklake/envelope";
import type { StreamDestination } from "../delivered-stream.js";
import type { InfraModel } from "../infra-model.js";
import { kept, resource, variable } from "./functions.js";
import { type Block, expression } from "./hcl.js";

/** The stream and where it says what went wrong. */
export function streamBlocks({ stream, destination, logGroup }: InfraModel): Block[] {
  return [
    resource("aws_cloudwatch_log_group", "delivery", "What Firehose says when it cannot deliver.", {
      attributes: { name: logGroup, retention_in_days: variable("LogRetentionDays") },
    }),
    resource("aws_cloudwatch_log_stream", "delivery", undefined, {
      attributes: { name: "S3Delivery", log_group_name: expression("aws_cloudwatch_log_group.delivery.name") },
    }),
    resource(
      "aws_kinesis_firehose_delivery_stream",
      "events",
      "All events: each line goes into the folder of its event, its major and its day, so a new event needs none of this.",
      {
        attributes: {
          name: stream,
          destination: "extended_s3",
          depends_on: [expression("aws_iam_role_policy.firehose")],
        },
        blocks: [
          { type: "server_side_encryption", attributes: { enabled: true, key_type: "AWS_OWNED_CMK" } },
          settings(destination),
          kept,
        ],
      },
    ),
  ];
}

function settings(destination: StreamDestination): Block {
  const { Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat, CustomTimeZone } = destination;
  const { DynamicPartitioningConfiguration, ProcessingConfiguration } = destination;
  return {
    type: "extended_s3_configuration",
    attributes: {
      role_arn: expression("aws_iam_role.firehose.arn"),
      bucket_arn: expression("aws_s3_bucket.lake.arn"),
      prefix: Prefix,
      ...(CustomTimeZone === undefined ? {} : { custom_time_zone: CustomTimeZone }),
      error_output_prefix: ErrorOutputPrefix,
      buffering_size: BufferingHints.SizeInMBs,
      buffering_interval: variable("BufferSeconds"),
      compression_format: CompressionFormat,
    },
    blocks: [
      {
        type: "dynamic_partitioning_configuration",
        attributes: {
          enabled: DynamicPartitioningConfiguration.Enabled,
          retry_duration: DynamicPartitioningConfiguration.RetryOptions.DurationInSeconds,
        },
      },
      {
        type: "processing_configuration",
        attributes: { enabled: ProcessingConfiguration.Enabled },
        blocks: ProcessingConfiguration.Processors.map(processor),
      },
      {
        type: "cloudwatch_logging_options",
        attributes: {
          enabled: true,
          log_group_name: expression("aws_cloudwatch_log_group.delivery.name"),
          log_stream_name: expression("aws_cloudwatch_log_stream.delivery.name"),
        },
      },
    ],
  };
}

function processor({ Type, Parameters }: StreamProcessor): Block {
  return {
    type: "processors",
    attributes: { type: Type },
    blocks: Parameters.map(({ ParameterName, ParameterValue }) => ({
      type: "parameters",
      attributes: { parameter_name: ParameterName, parameter_value: ParameterValue },
    })),
  };
}
